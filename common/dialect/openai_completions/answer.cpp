#include "common/dialect/openai_completions/answer.h"

#include <utility>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_chat/finish.h"
#include "common/dialect/openai_chat/members.h"
#include "common/dialect/openai_chat/response.h"
#include "common/dialect/openai_chat/usage.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_completions {
namespace {

absl::StatusOr<llm::v1::Choice> DecodeChoice(json::Value value, int place) {
  const auto text = openai_chat::StringMember(value, "text");
  if (!text) return BadField(fmt::format("choices[{}].text", place), "expected a string");
  llm::v1::Choice choice;
  choice.set_index(place);
  choice.mutable_message()->set_role(llm::v1::ASSISTANT);
  if (!text->Is("")) choice.mutable_message()->add_content()->mutable_text()->set_text(text->Text());
  ExtraFields extra;
  for (const auto [key, member] : value.members()) {
    if (key.Is("text") || member.IsNull()) continue;
    if (key.Is("index") && member.Int()) {
      choice.set_index(static_cast<std::int32_t>(*member.Int()));
    } else if (key.Is("finish_reason") && member.IsString()) {
      choice.set_native_reason(member.Text());
      choice.set_finish_reason(openai_chat::FinishOf(choice.native_reason(), false));
    } else {
      extra.Keep(key, member);  // Also logprobs, which have a form of their own here.
    }
  }
  choice.set_extra_json(extra.Take());
  return choice;
}

std::string TextOf(const llm::v1::Choice& choice, std::string_view echo, Losses& losses) {
  std::string text(echo);
  int index = 0;
  for (const llm::v1::ContentBlock& block : choice.message().content()) {
    if (block.has_text()) {
      text += block.text().text();
    } else if (block.has_refusal()) {
      text += block.refusal().text();
    } else if (!block.has_thinking()) {
      losses.Add(fmt::format("content[{}]", index));
    }
    if (block.text().citations_size() > 0) losses.Add(fmt::format("content[{}].citations", index));
    ++index;
  }
  return text;
}

void WriteChoice(const llm::v1::Choice& choice, bool own, std::string_view echo, json::Writer& writer, Losses& losses) {
  ObjectWriter object(writer, own ? std::string_view(choice.extra_json()) : std::string_view());
  if (object.Wants("text")) writer.String(TextOf(choice, echo, losses));
  if (object.Wants("index")) writer.Int(choice.index());
  if (object.Wants("logprobs")) writer.Null();
  if (object.Wants("finish_reason")) writer.String(FinishWord(choice.finish_reason()));
  object.Finish();
  if (own) return;
  if (!choice.logprobs_json().empty()) losses.Add("logprobs");
  losses.AddExtra("", choice.extra_json());
}

void WriteUsageField(const llm::v1::Response& response, bool own, ObjectWriter& object, json::Writer& writer) {
  if (own && !response.usage_json().empty()) {
    if (object.Wants("usage")) writer.Raw(response.usage_json());
  } else if (response.has_usage() && object.Wants("usage")) {
    openai_chat::WriteUsage(response.usage(), writer);
  }
}

}  // namespace

absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model,
                                                bool want_answer) {
  ASSIGN_OR_RETURN(MirroredResponse mirrored, openai_chat::MirrorResponse(body, public_model, false));
  if (!want_answer) return mirrored;
  ASSIGN_OR_RETURN(llm::v1::Response whole, DecodeResponse(body));
  if (whole.choices_size() > 0) mirrored.answer = std::move(*whole.mutable_choices(0)->mutable_message());
  return mirrored;
}

absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body) {
  ASSIGN_OR_RETURN(llm::v1::Response response, openai_chat::DecodeResponseFrame(body, DecodeChoice));
  response.set_dialect(llm::v1::OPENAI_COMPLETIONS);
  return response;
}

std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options, const Echo& echo,
                           Losses& losses) {
  const bool own = response.dialect() == llm::v1::OPENAI_COMPLETIONS;
  json::Writer writer;
  ObjectWriter object(writer, own ? std::string_view(response.extra_json()) : std::string_view());
  if (object.Wants("id")) writer.String(own && !response.id().empty() ? response.id() : AnswerId(options.id));
  if (object.Wants("object")) writer.String("text_completion");
  if (object.Wants("created")) writer.Int(response.created() != 0 ? response.created() : options.created);
  if (object.Wants("model")) writer.String(options.public_model);
  if (object.Wants("choices")) {
    writer.BeginArray();
    for (const llm::v1::Choice& choice : response.choices()) {
      // A provider of this dialect has echoed already.
      WriteChoice(choice, own, own ? std::string_view() : echo.Of(choice.index()), writer, losses);
    }
    writer.EndArray();
  }
  WriteUsageField(response, own, object, writer);
  object.Finish();
  if (!own) losses.AddExtra("", response.extra_json());
  return writer.Take();
}

llm::v1::Response MergeResponses(std::vector<llm::v1::Response> responses, int choices_per_prompt) {
  llm::v1::Response merged;
  if (responses.empty()) return merged;
  merged = std::move(responses[0]);
  for (std::size_t prompt = 1; prompt < responses.size(); ++prompt) {
    llm::v1::Response& next = responses[prompt];
    for (llm::v1::Choice& choice : *next.mutable_choices()) {
      choice.set_index(choice.index() + static_cast<int>(prompt) * choices_per_prompt);
      *merged.add_choices() = std::move(choice);
    }
    if (next.has_usage()) AddUsage(next.usage(), *merged.mutable_usage());
  }
  if (responses.size() > 1) merged.clear_usage_json();
  return merged;
}

void AddUsage(const llm::v1::Usage& b, llm::v1::Usage& a) {
  a.set_input(a.input() + b.input());
  a.set_input_cached(a.input_cached() + b.input_cached());
  a.set_input_cache_write(a.input_cache_write() + b.input_cache_write());
  a.set_output(a.output() + b.output());
  a.set_output_reasoning(a.output_reasoning() + b.output_reasoning());
  a.set_estimated(a.estimated() || b.estimated());
}

std::string AnswerId(std::string_view uuid) {
  std::string id = "cmpl-";
  id += uuid;
  return id;
}

std::string_view FinishWord(llm::v1::FinishReason reason) {
  if (reason == llm::v1::LENGTH) return "length";
  const bool withheld = reason == llm::v1::CONTENT_FILTER || reason == llm::v1::REFUSAL;
  return withheld ? "content_filter" : "stop";
}

}  // namespace signalbox::dialect::openai_completions
