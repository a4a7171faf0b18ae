#include "common/dialect/openai_completions/request.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/fact_readers.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_chat/body_edits.h"
#include "common/dialect/openai_chat/parameter_writer.h"
#include "common/dialect/openai_chat/request_facts.h"
#include "common/dialect/openai_completions/prompt_view.h"
#include "common/dialect/openai_completions/prompts.h"
#include "common/dialect/splice.h"
#include "common/json/writer.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_completions {
namespace {

using llm::v1::Conversation;

absl::StatusOr<std::int64_t> BestOf(json::Value root) {
  ASSIGN_OR_RETURN(const auto tries, IntFact("best_of", root.Find("best_of"), 1, kMaxChoices));
  return tries.value_or(1);
}

void WriteBound(const Conversation& from, ObjectWriter& object, json::Writer& writer) {
  if (!from.has_max_output_tokens() || from.max_output_tokens() == kDefaultMaxTokens) return;
  if (object.Wants("max_tokens")) writer.Int(from.max_output_tokens());
}

void WriteStreamFields(bool stream, ObjectWriter& object, json::Writer& writer) {
  if (stream && object.Wants("stream")) writer.Bool(true);
  if (stream && object.Wants("stream_options")) writer.BeginObject().Key("include_usage").Bool(true).EndObject();
}

bool IsOnePrompt(const Conversation& conversation) {
  return conversation.messages_size() == 1 && conversation.messages(0).content_size() == 1 &&
         conversation.messages(0).content(0).has_text();
}

}  // namespace

absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) {
  PromptView view;
  RETURN_IF_ERROR(view.Read(body));
  ASSIGN_OR_RETURN(RequestFacts facts, openai_chat::FactsOf(view.body()));
  ASSIGN_OR_RETURN(const std::int64_t tries, BestOf(view.root()));
  const std::int64_t each = std::max<std::int64_t>(facts.choices, tries);
  if (view.count() > static_cast<std::size_t>(kMaxChoices / each)) {
    return BadField("prompt", fmt::format("more than {} choices altogether", kMaxChoices));
  }
  facts.choices = static_cast<int>(each * static_cast<std::int64_t>(view.count()));
  if (!facts.max_output_tokens) facts.max_output_tokens = kDefaultMaxTokens;
  return facts;
}

absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits) {
  PromptView view;
  RETURN_IF_ERROR(view.Read(body));
  if (!edits.history.empty()) return BadField("conversation_id", "this API has no conversations");

  Splice splice(body);
  openai_chat::RemoveOurFields(view.root(), splice);
  openai_chat::SetModel(view.body(), edits.model, splice);
  if (edits.ask_for_usage) openai_chat::AskForUsage(view.body(), splice);
  return splice.Apply();
}

absl::StatusOr<std::string> EncodeRequest(const Conversation& conversation, const EncodeOptions& options) {
  if (conversation.dialect() != llm::v1::OPENAI_COMPLETIONS) {
    return Error(absl::StatusCode::kUnimplemented, "", "a conversation cannot be sent as a legacy completion");
  }
  if (!IsOnePrompt(conversation)) return BadField("messages", "a legacy completion has one prompt");
  json::Writer writer;
  ObjectWriter object(writer, conversation.extra_json(), conversation.form_json());
  if (object.Wants("model")) writer.String(options.model.empty() ? conversation.model() : options.model);
  if (object.Wants("prompt")) writer.String(conversation.messages(0).content(0).text().text());
  openai_chat::WriteSampling(conversation.sampling(), object, writer);
  WriteBound(conversation, object, writer);
  openai_chat::WriteStop(conversation, object, writer);
  WriteStreamFields(options.stream, object, writer);
  openai_chat::WriteLabels(conversation, object, writer);
  object.Finish();
  return writer.Take();
}

}  // namespace signalbox::dialect::openai_completions
