#include "tests/support/fake_provider/anthropic/tools.h"

#include <set>
#include <string>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider::anthropic {
namespace {

absl::Status CheckTool(json::Value tool, const std::string& where, std::set<std::string>& names) {
  const std::string type = TextAt(tool, "type");
  if (!type.empty() && type != "custom") return absl::OkStatus();  // A server tool.
  const auto unknown = UnknownName(tool, {"input_schema", "name", "allowed_callers", "cache_control", "defer_loading",
                                          "description", "eager_input_streaming", "input_examples", "strict", "type"});
  if (unknown) return Invalid(fmt::format("{}.custom.{}: Extra inputs are not permitted", where, *unknown));
  const std::string name = TextAt(tool, "name");
  if (!MemberAt(tool, "name")) return Invalid(where + ".custom.name: Field required");
  if (!IsName(name, 128)) {
    return Invalid(where + ".custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
  }
  if (!names.insert(name).second) return Invalid("tools: Tool names must be unique.");
  const auto schema = MemberAt(tool, "input_schema");
  if (!schema) return Invalid(where + ".custom.input_schema: Field required");
  if (!schema->IsObject()) return Invalid(where + ".custom.input_schema: Input should be a valid dictionary");
  if (!schema->Find("type")) return Invalid(where + ".custom.input_schema.type: Field required");
  if (TextAt(*schema, "type") != "object") {
    return Invalid(where + ".custom.input_schema.type: Input should be 'object'");
  }
  return absl::OkStatus();
}

absl::Status CheckChoice(json::Value root, const std::set<std::string>& names, bool has_tools) {
  const auto choice = root.Find("tool_choice");
  if (!choice || choice->IsNull()) return absl::OkStatus();
  if (!choice->IsObject()) return Invalid("tool_choice: Input should be a valid dictionary or object");
  const std::string type = TextAt(*choice, "type");
  if (type != "auto" && type != "any" && type != "tool" && type != "none") {
    return Invalid(
        fmt::format("tool_choice: Input tag '{}' found using 'type' does not match any of the expected "
                    "tags: 'any', 'auto', 'none', 'tool'",
                    type));
  }
  const auto unknown = UnknownName(*choice, {"type", "name", "disable_parallel_tool_use"});
  if (unknown) return Invalid(fmt::format("tool_choice.{}.{}: Extra inputs are not permitted", type, *unknown));
  if (!has_tools) return Invalid("tool_choice: tool_choice may only be specified while providing tools.");
  if (type == "tool" && !names.contains(TextAt(*choice, "name"))) {
    return Invalid(
        fmt::format("tool_choice.tool.name: Tool '{}' not found in provided tools", TextAt(*choice, "name")));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckTools(json::Value root) {
  const auto tools = root.Find("tools");
  if (tools && !tools->IsArray()) return Invalid("tools: Input should be a valid list");
  std::set<std::string> names;
  int index = 0;
  if (tools) {
    for (const json::Value tool : tools->elements()) {
      RETURN_IF_ERROR(CheckTool(tool, fmt::format("tools.{}", index++), names));
    }
  }
  return CheckChoice(root, names, index > 0);
}

}  // namespace signalbox::fake_provider::anthropic
