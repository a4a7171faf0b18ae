#include "common/dialect/openai_chat/request_types.h"

#include <string>

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/openai_chat/members.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

absl::Status CheckPart(json::Value part, std::string_view path) {
  for (const std::string_view words : {"text", "refusal"}) {
    if (MemberIs(part, "type", words) && !StringMember(part, words)) {
      return BadField(fmt::format("{}.{}", path, words), "expected a string");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckContent(json::Value content, std::string_view path) {
  if (content.IsNull() || content.IsString()) return absl::OkStatus();
  if (!content.IsArray()) return BadField(path, "expected a string or an array");
  int index = 0;
  for (const json::Value part : content.elements()) {
    RETURN_IF_ERROR(CheckPart(part, fmt::format("{}[{}]", path, index++)));
  }
  return absl::OkStatus();
}

absl::Status CheckTool(json::Value tool, std::string_view path) {
  if (!tool.IsObject()) return BadField(path, "expected an object");
  if (!MemberIs(tool, "type", "function")) return absl::OkStatus();
  const auto function = ObjectMember(tool, "function");
  if (!function) return BadField(fmt::format("{}.function", path), "expected an object");
  const auto name = StringMember(*function, "name");
  return name && !name->Is("") ? absl::OkStatus()
                               : BadField(fmt::format("{}.function.name", path), "expected a string");
}

absl::Status CheckTools(json::Value tools) {
  if (!tools.IsArray()) return BadField("tools", "expected an array");
  int index = 0;
  for (const json::Value tool : tools.elements()) {
    RETURN_IF_ERROR(CheckTool(tool, fmt::format("tools[{}]", index++)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckMessageTypes(json::Value message, std::string_view path) {
  if (!message.IsObject()) return absl::OkStatus();  // DecodeMessage() refuses it.
  const auto role = message.Find("role");
  if (role && !role->IsNull() && !role->IsString()) {
    return BadField(fmt::format("{}.role", path), "expected a string");
  }
  const auto content = message.Find("content");
  return content ? CheckContent(*content, fmt::format("{}.content", path)) : absl::OkStatus();
}

absl::Status CheckParameterType(json::Value key, json::Value value) {
  if (value.IsNull()) return absl::OkStatus();
  if (key.Is("tools")) return CheckTools(value);
  for (const char* name : {"temperature", "top_p", "presence_penalty", "frequency_penalty", "seed"}) {
    if (key.Is(name) && !value.IsNumber()) return BadField(name, "expected a number");
  }
  return absl::OkStatus();
}

}  // namespace signalbox::dialect::openai_chat
