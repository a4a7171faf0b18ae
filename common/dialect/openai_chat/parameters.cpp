#include "common/dialect/openai_chat/parameters.h"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "common/dialect/fact_readers.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_chat/members.h"
#include "common/dialect/openai_chat/tools.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

using llm::v1::Conversation;
using llm::v1::Sampling;

Taken TakeText(json::Value value, std::string& into) {
  if (!value.IsString()) return Taken::kNothing;
  if (value.Is("")) return Taken::kMeaning;
  value.AppendText(into);
  return Taken::kAll;
}

Taken TakeDouble(json::Value value, Conversation& into, void (Sampling::*set)(double)) {
  const auto number = value.Number();
  if (number) (into.mutable_sampling()->*set)(*number);
  return AllIf(number.has_value());
}

Taken TakeSmallInt(json::Value value, std::int32_t low, Conversation& into, void (Sampling::*set)(std::int32_t)) {
  const auto number = value.Int();
  if (!number || *number < low || *number > std::numeric_limits<std::int32_t>::max()) return Taken::kNothing;
  (into.mutable_sampling()->*set)(static_cast<std::int32_t>(*number));
  return Taken::kAll;
}

Taken TakeSeed(json::Value value, Conversation& into) {
  const auto number = value.Int();
  if (number) into.mutable_sampling()->set_seed(*number);
  return AllIf(number.has_value());
}

Taken TakeLogprobs(json::Value value, Conversation& into) {
  const auto wanted = value.Bool();
  if (wanted) into.mutable_sampling()->set_logprobs(*wanted);
  return AllIf(wanted.has_value());
}

Taken TakeStop(json::Value value, Conversation& into) {
  if (value.IsString()) {
    into.add_stop(value.Text());
    return Taken::kMeaning;
  }
  for (const json::Value element : value.elements()) into.add_stop(element.Text());
  return into.stop_size() > 0 ? Taken::kAll : Taken::kMeaning;
}

Taken TakeMetadata(json::Value value, Conversation& into) {
  if (value.Empty()) return Taken::kMeaning;
  for (const auto [key, label] : value.members()) (*into.mutable_metadata())[key.Text()] = label.Text();
  return AllIf(!json::RepeatedName(value));
}

// Whatever else stands in it concerns only how a stream looks.
Taken TakeStreamOptions(json::Value value, Conversation& into) {
  const auto include_usage = value.Find("include_usage");
  into.set_include_usage(include_usage && include_usage->Bool().value_or(false));
  return into.include_usage() && CountMembers(value) == 1 ? Taken::kAll : Taken::kMeaning;
}

Taken TakeStream(json::Value value, Conversation& into) {
  into.set_stream(value.Bool().value_or(false));
  return into.stream() ? Taken::kAll : Taken::kMeaning;
}

Taken TakeTools(json::Value value, Conversation& into) {
  for (const json::Value tool : value.elements()) *into.add_tools() = DecodeTool(tool);
  return into.tools_size() > 0 ? Taken::kAll : Taken::kMeaning;
}

// The forerunner of `tools`. Counts only where there are none.
Taken TakeFunctions(json::Value root, json::Value value, Conversation& into) {
  if (root.Find("tools")) return Taken::kNothing;
  for (const json::Value function : value.elements()) *into.add_tools() = DecodeLegacyFunction(function);
  return Taken::kMeaning;
}

Taken TakeToolChoice(json::Value value, Conversation& into) {
  llm::v1::ToolChoice choice;
  const bool whole = DecodeToolChoice(value, choice);
  if (choice.mode() != llm::v1::ToolChoice::MODE_UNSPECIFIED) *into.mutable_tool_choice() = std::move(choice);
  return AllIf(whole);
}

Taken TakeFunctionCall(json::Value root, json::Value value, Conversation& into) {
  if (root.Find("tool_choice")) return Taken::kNothing;
  llm::v1::ToolChoice choice;
  if (!DecodeLegacyChoice(value, choice)) return Taken::kNothing;
  *into.mutable_tool_choice() = std::move(choice);
  return Taken::kMeaning;
}

Taken TakeParallelToolCalls(json::Value value, Conversation& into) {
  const auto parallel = value.Bool();
  if (parallel) into.set_parallel_tool_calls(*parallel);
  return AllIf(parallel.has_value());
}

Taken TakeResponseFormat(json::Value value, Conversation& into) {
  llm::v1::ResponseFormat format;
  const bool whole = DecodeResponseFormat(value, format);
  if (format.kind() != llm::v1::ResponseFormat::KIND_UNSPECIFIED) *into.mutable_response_format() = std::move(format);
  return AllIf(whole);
}

// The newer name wins; the older one keeps its place among the forms, and the newer one too if both are there.
Taken TakeOutputBound(json::Value root, bool newer, json::Value value, Conversation& into) {
  const auto bound = value.Int();
  if (!bound) return Taken::kNothing;
  if (newer || !into.has_max_output_tokens()) into.set_max_output_tokens(*bound);
  return newer && !root.Find("max_tokens") ? Taken::kAll : Taken::kMeaning;
}

Taken TakeControl(json::Value root, json::Value key, json::Value value, Conversation& into) {
  if (key.Is("tools")) return TakeTools(value, into);
  if (key.Is("tool_choice")) return TakeToolChoice(value, into);
  if (key.Is("parallel_tool_calls")) return TakeParallelToolCalls(value, into);
  if (key.Is("functions")) return TakeFunctions(root, value, into);
  if (key.Is("function_call")) return TakeFunctionCall(root, value, into);
  if (key.Is("response_format")) return TakeResponseFormat(value, into);
  if (key.Is("max_completion_tokens")) return TakeOutputBound(root, true, value, into);
  if (key.Is("max_tokens")) return TakeOutputBound(root, false, value, into);
  if (key.Is("stream_options")) return TakeStreamOptions(value, into);
  if (key.Is("stream")) return TakeStream(value, into);
  return Taken::kNothing;
}

}  // namespace

Taken TakeParameter(json::Value root, json::Value key, json::Value value, Conversation& into) {
  if (value.IsNull()) return Taken::kMeaning;
  if (key.Is("temperature")) return TakeDouble(value, into, &Sampling::set_temperature);
  if (key.Is("top_p")) return TakeDouble(value, into, &Sampling::set_top_p);
  if (key.Is("presence_penalty")) return TakeDouble(value, into, &Sampling::set_presence_penalty);
  if (key.Is("frequency_penalty")) return TakeDouble(value, into, &Sampling::set_frequency_penalty);
  if (key.Is("seed")) return TakeSeed(value, into);
  if (key.Is("n")) return TakeSmallInt(value, 1, into, &Sampling::set_choices);
  if (key.Is("logprobs")) return TakeLogprobs(value, into);
  if (key.Is("top_logprobs")) return TakeSmallInt(value, 0, into, &Sampling::set_top_logprobs);
  if (key.Is("stop")) return TakeStop(value, into);
  if (key.Is("user")) return TakeText(value, *into.mutable_user());
  if (key.Is("service_tier")) return TakeText(value, *into.mutable_service_tier());
  if (key.Is("reasoning_effort")) return TakeText(value, *into.mutable_reasoning()->mutable_effort());
  if (key.Is("metadata")) return TakeMetadata(value, into);
  return TakeControl(root, key, value, into);
}

absl::Status TakeSessionId(json::Value root, Conversation& into) {
  ASSIGN_OR_RETURN(*into.mutable_session_id(), SessionIdFact(root.Find("conversation_id"), root.Find("session_id")));
  return absl::OkStatus();
}

}  // namespace signalbox::dialect::openai_chat
