#include "common/dialect/openai_responses/response.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_responses/citation.h"
#include "common/dialect/openai_responses/item_writer.h"
#include "common/dialect/openai_responses/logprobs.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/dialect/openai_responses/outcome.h"
#include "common/dialect/openai_responses/output_item.h"
#include "common/dialect/openai_responses/response_object.h"
#include "common/dialect/openai_responses/usage.h"
#include "common/dialect/splice.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::Choice;
using llm::v1::ContentBlock;
using llm::v1::Response;

// What an answer says of itself or repeats of its request: nothing that another dialect's answer would lack.
constexpr std::array<std::string_view, 28> kRepeated = {"background",
                                                        "completed_at",
                                                        "conversation",
                                                        "created_at",
                                                        "error",
                                                        "id",
                                                        "incomplete_details",
                                                        "instructions",
                                                        "max_output_tokens",
                                                        "max_tool_calls",
                                                        "metadata",
                                                        "object",
                                                        "output_text",
                                                        "parallel_tool_calls",
                                                        "previous_response_id",
                                                        "prompt",
                                                        "prompt_cache_key",
                                                        "reasoning",
                                                        "safety_identifier",
                                                        "service_tier",
                                                        "status",
                                                        "store",
                                                        "temperature",
                                                        "text",
                                                        "tool_choice",
                                                        "tools",
                                                        "top_logprobs",
                                                        "top_p"};

bool IsRepeated(json::Value key, json::Value value) {
  const auto is = [&](std::string_view name) { return key.Is(name); };
  return value.IsNull() || key.Is("truncation") || key.Is("user") ||
         std::any_of(kRepeated.begin(), kRepeated.end(), is);
}

absl::Status ReadOutline(std::string_view body, json::Document& document) {
  RETURN_IF_ERROR(document.Read(body));
  const auto output = document.root().IsObject() ? document.root().Find("output") : std::nullopt;
  if (output && output->IsArray()) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "", "the answer is no response object");
}

absl::Status DecodeOutput(json::Value output, llm::v1::Message& message) {
  message.set_role(llm::v1::ASSISTANT);
  int index = 0;
  for (const json::Value item : output.elements()) {
    RETURN_IF_ERROR(AppendAnswerItem(item, fmt::format("output[{}]", index++), message));
  }
  return absl::OkStatus();
}

// Those of the first words that have any.
std::string LogprobsIn(const llm::v1::Message& message) {
  for (const ContentBlock& block : message.content()) {
    if (!block.has_text()) continue;
    const Notes notes(block, true);
    json::Document part;
    if (!notes.has_part() || !part.Read(notes.part()).ok()) continue;
    const auto list = part.root().Find("logprobs");
    std::string logprobs = list ? LogprobsOf(*list) : std::string();
    if (!logprobs.empty()) return logprobs;
  }
  return {};
}

bool CallsTools(const llm::v1::Message& message) {
  return std::any_of(message.content().begin(), message.content().end(),
                     [](const ContentBlock& block) { return block.has_tool_call(); });
}

// False when the field is not completely in the response.
bool TakeField(json::Value key, json::Value value, Response& response) {
  if (key.Is("output")) return true;
  if (key.Is("usage") && !value.IsNull()) {
    if (auto usage = ReadUsage(value)) *response.mutable_usage() = *std::move(usage);
    response.set_usage_json(std::string(value.raw()));
    return true;
  }
  if (key.Is("service_tier") && value.IsString()) response.set_service_tier(value.Text());
  if (key.Is("created_at") && value.Int()) {
    response.set_created(*value.Int());
    return true;
  }
  if (!value.IsString() || !(key.Is("id") || key.Is("model"))) return false;
  (key.Is("id") ? response.mutable_id() : response.mutable_model())->assign(value.Text());
  return true;
}

std::string EncodeOwn(const Response& response, const llm::v1::Message& message, const EncodeResponseOptions& options) {
  json::Writer writer;
  const std::string kept = JoinFields(response.form_json(), response.extra_json());
  ObjectWriter object(writer, kept);
  if (object.Wants("id")) writer.String(response.id());
  if (object.Wants("created_at")) writer.Int(response.created());
  if (object.Wants("model")) writer.String(options.public_model);
  if (object.Wants("output")) {
    writer.BeginArray();
    int index = 0;
    for (const auto& item : ItemsOf(message, true)) {
      const std::string id = ItemId(TypeOf(*item.front()), options.id, index++);
      WriteItem(item, {.own = true, .complete = true, .id = id}, writer);
    }
    writer.EndArray();
  }
  if (!response.usage_json().empty() && object.Wants("usage")) writer.Raw(response.usage_json());
  object.Finish();
  return writer.Take();
}

void ReportBlock(const ContentBlock& block, int index, Losses& losses) {
  const std::string path = fmt::format("content[{}]", index);
  if (!CanWrite(block, false)) return losses.Add(path);
  if (!block.thinking().signature().empty() || !block.signature().empty()) losses.Add(path + ".signature");
  losses.AddExtra(path + ".", block.extra_json());
  for (const auto& citation : block.text().citations()) {
    if (!CanWriteCitation(citation, false)) losses.Add(path + ".citations");
  }
}

void ReportLosses(const Response& response, Losses& losses) {
  losses.AddExtra("", response.extra_json());
  for (int index = 1; index < response.choices_size(); ++index) losses.Add(fmt::format("choices[{}]", index));
  if (response.choices_size() == 0) return;
  losses.AddExtra("", response.choices(0).extra_json());
  int index = 0;
  bool has_words = false;
  for (const ContentBlock& block : response.choices(0).message().content()) {
    has_words = has_words || block.has_text() || block.has_refusal();
    ReportBlock(block, index++, losses);
  }
  if (!has_words && !response.choices(0).logprobs_json().empty()) losses.Add("logprobs");
}

// The items with commas between them. Only the last can have been cut.
std::string EncodeOutput(const Choice& choice, std::string_view id_base, std::string_view status) {
  const std::string logprobs = ElementsOf(choice.logprobs_json());
  const auto items = ItemsOf(choice.message(), false);
  std::string output;
  bool first_words = true;
  for (std::size_t index = 0; index < items.size(); ++index) {
    const ItemType type = TypeOf(*items[index].front());
    const std::string id = ItemId(type, id_base, static_cast<int>(index));
    const bool takes_logprobs = first_words && type == ItemType::kMessage;
    json::Writer writer;
    WriteItem(items[index],
              {.complete = true,
               .id = id,
               .status = index + 1 == items.size() ? status : "completed",
               .logprobs = takes_logprobs ? std::string_view(logprobs) : std::string_view()},
              writer);
    first_words = first_words && !takes_logprobs;
    if (!output.empty()) output += ',';
    output += writer.text();
  }
  return output;
}

}  // namespace

absl::StatusOr<Response> DecodeResponse(std::string_view body) {
  json::Document document;
  RETURN_IF_ERROR(ReadOutline(body, document));
  const json::Value root = document.root();
  Response response;
  response.set_dialect(llm::v1::OPENAI_RESPONSES);
  Choice& choice = *response.add_choices();
  RETURN_IF_ERROR(DecodeOutput(*root.Find("output"), *choice.mutable_message()));
  const Finish finish = FinishOf(root, CallsTools(choice.message()));
  choice.set_finish_reason(finish.reason);
  choice.set_native_reason(std::string(finish.native));
  choice.set_logprobs_json(LogprobsIn(choice.message()));
  ExtraFields form;
  ExtraFields extra;
  for (const auto [key, value] : root.members()) {
    if (!TakeField(key, value, response)) (IsRepeated(key, value) ? form : extra).Keep(key, value);
  }
  response.set_form_json(form.Take());
  response.set_extra_json(extra.Take());
  return response;
}

absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model,
                                                bool want_answer) {
  json::Document document;
  RETURN_IF_ERROR(ReadOutline(body, document));
  const json::Value root = document.root();
  MirroredResponse mirrored;
  Splice splice(body);
  if (const auto model = root.Find("model")) {
    std::string quoted;
    json::AppendString(quoted, public_model);
    splice.Replace(*model, std::move(quoted));
  }
  mirrored.body = splice.Apply();
  if (const auto usage = root.Find("usage")) mirrored.usage = ReadUsage(*usage);
  if (!want_answer) return mirrored;
  RETURN_IF_ERROR(DecodeOutput(*root.Find("output"), mirrored.answer));
  mirrored.answer.set_dialect(llm::v1::OPENAI_RESPONSES);
  return mirrored;
}

std::string EncodeResponse(const Response& response, const EncodeResponseOptions& options, Losses& losses) {
  const Choice& choice = response.choices_size() > 0 ? response.choices(0) : Choice::default_instance();
  if (IsOwn(response.dialect())) return EncodeOwn(response, choice.message(), options);
  ReportLosses(response, losses);
  ResponseObject object(options.request);
  std::string id("resp_");
  id += options.id;
  object.set_id(id);
  object.set_model(options.public_model);
  object.set_created(response.created() != 0 ? response.created() : options.created);
  object.set_service_tier(response.service_tier());
  const Outcome outcome = OutcomeOf(choice.finish_reason());
  json::Writer writer;
  object.Write({.status = outcome.status,
                .incomplete_reason = outcome.reason,
                .output = EncodeOutput(choice, options.id, outcome.status),
                .usage = response.has_usage() ? &response.usage() : nullptr},
               writer);
  return writer.Take();
}

}  // namespace signalbox::dialect::openai_responses
