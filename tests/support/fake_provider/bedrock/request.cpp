#include "tests/support/fake_provider/bedrock/request.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/bedrock/blocks.h"
#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider::bedrock {
namespace {

absl::Status Unknown(std::string_view where, const std::string& name) {
  return Invalid(
      fmt::format("{}: extraneous key [{}] is not permitted, please reformat your input and try again.", where, name));
}

absl::Status CheckTools(json::Value root) {
  const auto config = ObjectAt(root, "toolConfig");
  if (!config) return absl::OkStatus();
  const auto tools = ArrayAt(*config, "tools");
  if (!tools || tools->Empty()) {
    return Invalid(
        "1 validation error detected: Value '[]' at 'toolConfig.tools' failed to satisfy constraint: Member must "
        "have length greater than or equal to 1");
  }
  int index = 0;
  for (const json::Value tool : tools->elements()) {
    const std::string where = fmt::format("toolConfig.tools.{}.member.toolSpec", ++index);
    if (ObjectAt(tool, "cachePoint") || ObjectAt(tool, "systemTool")) continue;
    const auto spec = ObjectAt(tool, "toolSpec");
    if (!spec) return Invalid(fmt::format("The tool at {} has no toolSpec.", where));
    const auto unknown = UnknownName(*spec, {"name", "description", "inputSchema", "strict"});
    if (unknown) return Unknown(where, *unknown);
    if (!IsName(TextAt(*spec, "name"), 64)) {
      return Invalid(
          fmt::format("1 validation error detected: Value '{}' at '{}.name' failed to satisfy constraint: "
                      "Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+",
                      TextAt(*spec, "name"), where));
    }
    const auto description = MemberAt(*spec, "description");
    if (description && description->Text().empty()) {
      return Invalid(
          fmt::format("1 validation error detected: Value '' at '{}.description' failed to satisfy constraint: "
                      "Member must have length greater than or equal to 1",
                      where));
    }
    const auto schema = ObjectAt(*spec, "inputSchema");
    const auto json = schema ? ObjectAt(*schema, "json") : std::nullopt;
    if (!json || TextAt(*json, "type") != "object") {
      return Invalid(fmt::format("The value at {}.inputSchema.json.type must be one of the following: object.", where));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckInference(json::Value root) {
  const auto config = ObjectAt(root, "inferenceConfig");
  if (!config) return absl::OkStatus();
  const auto unknown = UnknownName(*config, {"maxTokens", "temperature", "topP", "stopSequences"});
  if (unknown) return Unknown("inferenceConfig", *unknown);
  const auto max = config->Find("maxTokens");
  if (max && max->Int().value_or(0) < 1) {
    return Invalid(
        "1 validation error detected: Value at 'inferenceConfig.maxTokens' failed to satisfy constraint: Member "
        "must have value greater than or equal to 1");
  }
  for (const char* name : {"temperature", "topP"}) {
    const auto member = config->Find(name);
    const double value = member ? member->Number().value_or(-1) : 0;
    if (value < 0 || value > 1) {
      return Invalid(
          fmt::format("1 validation error detected: Value at 'inferenceConfig.{}' failed to satisfy constraint: "
                      "Member must have value between 0 and 1",
                      name));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckSystem(json::Value root) {
  const auto system = root.Find("system");
  if (!system) return absl::OkStatus();
  if (!system->IsArray()) return Invalid("system must be a list of SystemContentBlock.");
  int index = 0;
  for (const json::Value block : system->elements()) {
    const auto text = MemberAt(block, "text");
    if (text && text->Text().empty()) {
      return Invalid(fmt::format("The text field in the SystemContentBlock object at system.{} is blank.", index));
    }
    ++index;
  }
  return absl::OkStatus();
}

}  // namespace

Call ReadConverseCall(json::Value root, std::string_view model, bool stream) {
  Call call;
  call.model = std::string(model);
  call.stream = stream;
  if (const auto config = ObjectAt(root, "toolConfig")) {
    if (const auto tools = ArrayAt(*config, "tools")) {
      for (const json::Value tool : tools->elements()) {
        if (const auto spec = ObjectAt(tool, "toolSpec")) call.tools.push_back(TextAt(*spec, "name"));
      }
    }
  }
  if (const auto config = ObjectAt(root, "inferenceConfig")) {
    if (const auto stop = ArrayAt(*config, "stopSequences")) call.stop = TextsOf(*stop);
  }
  return call;
}

absl::Status CheckConverseRequest(json::Value root) {
  const auto unknown =
      UnknownName(root, {"messages", "system", "inferenceConfig", "toolConfig", "guardrailConfig",
                         "additionalModelRequestFields", "promptVariables", "additionalModelResponseFieldPaths",
                         "requestMetadata", "performanceConfig", "serviceTier", "outputConfig"});
  if (unknown) return Unknown("#", *unknown);
  RETURN_IF_ERROR(CheckInference(root));
  RETURN_IF_ERROR(CheckTools(root));
  RETURN_IF_ERROR(CheckSystem(root));
  const auto messages = ArrayAt(root, "messages");
  if (!messages || messages->Empty()) {
    return Invalid(
        "A conversation must start with a user message. Try again with a conversation that starts with a user "
        "message.");
  }
  return CheckMessages(*messages, ObjectAt(root, "toolConfig").has_value());
}

}  // namespace signalbox::fake_provider::bedrock
