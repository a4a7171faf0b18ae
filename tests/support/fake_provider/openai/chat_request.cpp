#include "tests/support/fake_provider/openai/chat_request.h"

#include <algorithm>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/openai/chat_messages.h"

namespace signalbox::fake_provider::openai {
namespace {

bool Has(json::Value root, std::string_view name) {
  const auto member = root.Find(name);
  return member && !member->IsNull();
}

absl::Status CheckTools(json::Value root) {
  const auto tools = ArrayAt(root, "tools");
  if (!tools) {
    for (const char* name : {"tool_choice", "parallel_tool_calls"}) {
      if (Has(root, name)) return Invalid(fmt::format("'{}' is only allowed when 'tools' are specified.", name), name);
    }
    return absl::OkStatus();
  }
  if (tools->Empty()) {
    return Invalid(
        "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array "
        "instead.",
        "tools");
  }
  int index = 0;
  for (const json::Value tool : tools->elements()) {
    const std::string where = fmt::format("tools[{}].function", index++);
    if (TextAt(tool, "type") == "custom") continue;
    const auto function = ObjectAt(tool, "function");
    if (!function) return Invalid(fmt::format("Missing required parameter: '{}'.", where), where);
    if (!IsName(TextAt(*function, "name"), 64)) {
      return Invalid(fmt::format("Invalid '{}.name': string does not match pattern. Expected a string that matches the "
                                 "pattern '^[a-zA-Z0-9_-]+$'.",
                                 where),
                     where + ".name");
    }
    const auto parameters = function->Find("parameters");
    if (parameters && !parameters->IsObject()) {
      return Invalid(fmt::format("Invalid type for '{}.parameters': expected an object.", where),
                     where + ".parameters");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckExclusions(json::Value root) {
  if (Has(root, "stream_options") && !FlagAt(root, "stream")) {
    return Invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
  }
  if (Has(root, "max_tokens") && Has(root, "max_completion_tokens")) {
    return Invalid("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", "max_tokens");
  }
  if (Has(root, "top_logprobs") && !FlagAt(root, "logprobs")) {
    return Invalid("'top_logprobs' is only allowed when 'logprobs' is true.", "top_logprobs");
  }
  return absl::OkStatus();
}

absl::Status CheckRange(json::Value root, std::string_view name, double low, double high) {
  const auto member = root.Find(name);
  if (!member || member->IsNull()) return absl::OkStatus();
  const auto number = member->Number();
  if (!number) return Invalid(fmt::format("Invalid type for '{}': expected a decimal.", name), name);
  if (*number >= low && *number <= high) return absl::OkStatus();
  const bool above = *number > high;
  return Invalid(
      fmt::format("Invalid '{}': decimal {} value. Expected a value {} {}, but got {} instead.", name,
                  above ? "above maximum" : "below minimum", above ? "<=" : ">=", above ? high : low, member->raw()),
      name);
}

absl::Status CheckResponseFormat(json::Value root) {
  const auto format = ObjectAt(root, "response_format");
  if (!format) return absl::OkStatus();
  const std::string type = TextAt(*format, "type");
  if (type == "text" || type == "json_object") return absl::OkStatus();
  if (type != "json_schema") {
    return Invalid(
        fmt::format("Invalid value: '{}'. Supported values are: 'json_object', 'json_schema', and 'text'.", type),
        "response_format.type");
  }
  const auto schema = ObjectAt(*format, "json_schema");
  if (!schema) {
    return Invalid("Missing required parameter: 'response_format.json_schema'.", "response_format.json_schema");
  }
  if (!IsName(TextAt(*schema, "name"), 64)) {
    return Invalid(
        "Invalid 'response_format.json_schema.name': string does not match pattern. Expected a string that "
        "matches the pattern '^[a-zA-Z0-9_-]+$'.",
        "response_format.json_schema.name");
  }
  return absl::OkStatus();
}

std::vector<std::string> FunctionNames(json::Value root) {
  std::vector<std::string> names;
  if (const auto tools = ArrayAt(root, "tools")) {
    for (const json::Value tool : tools->elements()) {
      if (const auto function = ObjectAt(tool, "function")) names.push_back(TextAt(*function, "name"));
    }
  }
  return names;
}

}  // namespace

Call ReadChatCall(json::Value root) {
  Call call;
  call.model = TextAt(root, "model");
  call.stream = FlagAt(root, "stream");
  if (const auto options = ObjectAt(root, "stream_options")) call.include_usage = FlagAt(*options, "include_usage");
  if (const auto n = root.Find("n")) call.n = static_cast<int>(std::clamp<std::int64_t>(n->Int().value_or(1), 1, 128));
  if (const auto stop = root.Find("stop")) {
    if (stop->IsString()) call.stop.push_back(stop->Text());
    if (stop->IsArray()) call.stop = TextsOf(*stop);
  }
  call.tools = FunctionNames(root);
  return call;
}

absl::Status CheckChatRequest(json::Value root) {
  const auto messages = ArrayAt(root, "messages");
  if (!messages) return Invalid("Missing required parameter: 'messages'.", "messages");
  RETURN_IF_ERROR(CheckChatMessages(*messages));
  RETURN_IF_ERROR(CheckTools(root));
  RETURN_IF_ERROR(CheckExclusions(root));
  RETURN_IF_ERROR(CheckResponseFormat(root));
  RETURN_IF_ERROR(CheckRange(root, "temperature", 0, 2));
  RETURN_IF_ERROR(CheckRange(root, "top_p", 0, 1));
  RETURN_IF_ERROR(CheckRange(root, "frequency_penalty", -2, 2));
  return CheckRange(root, "presence_penalty", -2, 2);
}

}  // namespace signalbox::fake_provider::openai
