#include <limits>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/dialect/openai_chat/conversation.h"
#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_chat/message_decoder.h"
#include "common/dialect/openai_chat/request_view.h"
#include "common/dialect/openai_chat/tools.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

using llm::v1::Conversation;
using llm::v1::Sampling;

// Each of these returns whether the field is completely in the conversation; if not, its bytes are kept beside it.

bool TakeText(json::Value value, std::string& into) {
  if (!value.IsString() || value.Is("")) return false;
  value.AppendText(into);
  return true;
}

bool TakeDouble(json::Value value, Conversation& into, void (Sampling::*set)(double)) {
  const auto number = value.Number();
  if (number) (into.mutable_sampling()->*set)(*number);
  return number.has_value();
}

bool TakeChoices(json::Value value, Conversation& into) {
  const auto number = value.Int();
  if (!number || *number < 1 || *number > std::numeric_limits<std::int32_t>::max()) return false;
  into.mutable_sampling()->set_choices(static_cast<std::int32_t>(*number));
  return true;
}

bool TakeSeed(json::Value value, Conversation& into) {
  const auto number = value.Int();
  if (number) into.mutable_sampling()->set_seed(*number);
  return number.has_value();
}

bool TakeStop(json::Value value, Conversation& into) {
  if (value.IsString()) into.add_stop(value.Text());
  if (!value.IsArray() || value.Empty()) return false;
  for (const json::Value element : value.elements()) {
    if (!element.IsString()) {
      into.clear_stop();
      return false;
    }
    into.add_stop(element.Text());
  }
  return true;
}

bool TakeMetadata(json::Value value, Conversation& into) {
  if (!value.IsObject() || value.Empty()) return false;
  bool all_texts = !json::RepeatedName(value);
  for (const auto [key, label] : value.members()) {
    all_texts = all_texts && label.IsString();
    if (label.IsString()) (*into.mutable_metadata())[key.Text()] = label.Text();
  }
  return all_texts;
}

bool TakeStreamOptions(json::Value value, Conversation& into) {
  if (!value.IsObject()) return false;
  const auto include_usage = value.Find("include_usage");
  into.set_include_usage(include_usage && include_usage->Bool().value_or(false));
  std::size_t members = 0;
  for ([[maybe_unused]] const auto member : value.members()) ++members;
  return into.include_usage() && members == 1;
}

bool TakeTools(json::Value value, Conversation& into) {
  if (!value.IsArray() || value.Empty()) return false;
  for (const json::Value tool : value.elements()) {
    if (!tool.IsObject()) {
      into.clear_tools();
      return false;
    }
    *into.add_tools() = DecodeTool(tool);
  }
  return true;
}

bool TakeToolChoice(json::Value value, Conversation& into) {
  llm::v1::ToolChoice choice;
  const bool whole = DecodeToolChoice(value, choice);
  if (choice.mode() != llm::v1::ToolChoice::MODE_UNSPECIFIED) *into.mutable_tool_choice() = std::move(choice);
  return whole;
}

bool TakeResponseFormat(json::Value value, Conversation& into) {
  llm::v1::ResponseFormat format;
  const bool whole = DecodeResponseFormat(value, format);
  if (format.kind() != llm::v1::ResponseFormat::KIND_UNSPECIFIED) *into.mutable_response_format() = std::move(format);
  return whole;
}

// The newer name wins; the older one keeps its place among the extra fields, and the newer one too if both are there.
bool TakeOutputBound(json::Value root, bool newer, json::Value value, Conversation& into) {
  const auto bound = value.Int();
  if (!bound) return false;
  if (newer || !into.has_max_output_tokens()) into.set_max_output_tokens(*bound);
  return newer && !root.Find("max_tokens");
}

bool TakeField(json::Value root, json::Value key, json::Value value, Conversation& into) {
  if (value.IsNull()) return false;
  if (key.Is("temperature")) return TakeDouble(value, into, &Sampling::set_temperature);
  if (key.Is("top_p")) return TakeDouble(value, into, &Sampling::set_top_p);
  if (key.Is("presence_penalty")) return TakeDouble(value, into, &Sampling::set_presence_penalty);
  if (key.Is("frequency_penalty")) return TakeDouble(value, into, &Sampling::set_frequency_penalty);
  if (key.Is("seed")) return TakeSeed(value, into);
  if (key.Is("n")) return TakeChoices(value, into);
  if (key.Is("stop")) return TakeStop(value, into);
  if (key.Is("user")) return TakeText(value, *into.mutable_user());
  if (key.Is("reasoning_effort")) return TakeText(value, *into.mutable_reasoning()->mutable_effort());
  if (key.Is("metadata")) return TakeMetadata(value, into);
  if (key.Is("stream_options")) return TakeStreamOptions(value, into);
  if (key.Is("tools")) return TakeTools(value, into);
  if (key.Is("tool_choice")) return TakeToolChoice(value, into);
  if (key.Is("response_format")) return TakeResponseFormat(value, into);
  if (key.Is("max_completion_tokens")) return TakeOutputBound(root, true, value, into);
  if (key.Is("max_tokens")) return TakeOutputBound(root, false, value, into);
  if (key.Is("stream")) {
    into.set_stream(value.Bool().value_or(false));
    return into.stream();
  }
  if (key.Is("parallel_tool_calls") && value.Bool()) {
    into.set_parallel_tool_calls(*value.Bool());
    return true;
  }
  return false;
}

template <typename Add>
absl::Status DecodeMessages(json::Value messages, bool skip_instructions, const Add& add) {
  int index = 0;
  for (const json::Value message : messages.elements()) {
    const std::string path = fmt::format("messages[{}]", index++);
    skip_instructions = skip_instructions && IsInstruction(message);
    if (skip_instructions) continue;
    ASSIGN_OR_RETURN(llm::v1::Message decoded, DecodeMessage(message, path));
    add(std::move(decoded));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Conversation> DecodeRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));

  Conversation conversation;
  conversation.set_model(view.model().Text());
  const auto add = [&](llm::v1::Message message) { *conversation.add_messages() = std::move(message); };
  RETURN_IF_ERROR(DecodeMessages(view.messages(), false, add));

  ExtraFields extra;
  for (const auto [key, value] : view.root().members()) {
    if (key.Is("model") || key.Is("messages")) continue;
    if (!TakeField(view.root(), key, value, conversation)) extra.Keep(key, value);
  }
  conversation.set_extra_json(extra.Take());
  return conversation;
}

absl::StatusOr<std::vector<llm::v1::Message>> DecodeTurns(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  std::vector<llm::v1::Message> turns;
  RETURN_IF_ERROR(
      DecodeMessages(view.messages(), true, [&](llm::v1::Message message) { turns.push_back(std::move(message)); }));
  return turns;
}

}  // namespace signalbox::dialect::openai_chat
