#include "tests/support/fake_provider/anthropic/blocks.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/base64.h"
#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/signature.h"

namespace signalbox::fake_provider::anthropic {
namespace {

using Names = std::vector<std::string_view>;

bool IsOneOf(std::string_view text, const Names& names) {
  return std::find(names.begin(), names.end(), text) != names.end();
}

const Names& TypesOf(Place place) {
  static const Names kSystem = {"text"};
  static const Names kUser = {"text", "image", "document", "search_result", "tool_result", "container_upload"};
  static const Names kAssistant = {"text",
                                   "thinking",
                                   "redacted_thinking",
                                   "tool_use",
                                   "server_tool_use",
                                   "web_search_tool_result",
                                   "web_fetch_tool_result",
                                   "code_execution_tool_result",
                                   "bash_code_execution_tool_result",
                                   "text_editor_code_execution_tool_result",
                                   "tool_search_tool_result",
                                   "mcp_tool_use",
                                   "mcp_tool_result"};
  static const Names kToolResult = {"text", "image", "document", "search_result", "tool_reference"};
  switch (place) {
    case Place::kSystem:
      return kSystem;
    case Place::kUser:
      return kUser;
    case Place::kAssistant:
      return kAssistant;
    case Place::kToolResult:
      return kToolResult;
  }
  return kSystem;
}

absl::Status CheckText(json::Value block, const std::string& where) {
  const auto text = MemberAt(block, "text");
  if (!text) return Invalid(where + ".text.text: Field required");
  if (!text->IsString()) return Invalid(where + ".text.text: Input should be a valid string");
  if (text->Text().empty()) return Invalid("messages: text content blocks must be non-empty");
  return absl::OkStatus();
}

absl::Status CheckSource(json::Value block, const std::string& type, const std::string& where) {
  const auto source = ObjectAt(block, "source");
  if (!source) return Invalid(fmt::format("{}.{}.source: Field required", where, type));
  const std::string kind = TextAt(*source, "type");
  const std::string path = fmt::format("{}.{}.source.{}", where, type, kind);
  if (kind == "url") return TextAt(*source, "url").empty() ? Invalid(path + ".url: Field required") : absl::OkStatus();
  if (kind == "file" || kind == "content") return absl::OkStatus();
  if (kind == "text" && type == "document") return absl::OkStatus();
  if (kind != "base64") {
    return Invalid(
        fmt::format("{}.{}.source: Input tag '{}' found using 'type' does not match any of the expected "
                    "tags: 'base64', 'file', 'url'",
                    where, type, kind));
  }
  const std::string media_type = TextAt(*source, "media_type");
  const bool right = type == "image" ? IsOneOf(media_type, {"image/jpeg", "image/png", "image/gif", "image/webp"})
                                     : media_type == "application/pdf";
  if (!right) {
    return Invalid(path + (type == "image" ? ".media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or "
                                             "'image/webp'"
                                           : ".media_type: Input should be 'application/pdf'"));
  }
  const std::string data = TextAt(*source, "data");
  if (data.empty() || !FromBase64(data)) return Invalid(path + ".data: invalid base64 data");
  return absl::OkStatus();
}

absl::Status CheckThinking(json::Value block, const std::string& where) {
  if (!MemberAt(block, "signature")) return Invalid(where + ".thinking.signature: Field required");
  if (!IsSignature(TextAt(block, "signature"))) return Invalid(where + ": Invalid `signature` in `thinking` block");
  return absl::OkStatus();
}

absl::Status CheckToolUse(json::Value block, const std::string& where) {
  if (!IsName(TextAt(block, "id"), 1'000)) {
    return Invalid(where + ".tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'");
  }
  if (!IsName(TextAt(block, "name"), 200)) {
    return Invalid(where + ".tool_use.name: String should match pattern '^[a-zA-Z0-9_-]{1,200}$'");
  }
  const auto input = MemberAt(block, "input");
  if (!input) return Invalid(where + ".tool_use.input: Field required");
  return input->IsObject() ? absl::OkStatus() : Invalid(where + ".tool_use.input: Input should be a valid dictionary");
}

absl::Status CheckToolResult(json::Value block, const std::string& where) {
  if (!IsName(TextAt(block, "tool_use_id"), 1'000)) {
    return Invalid(where + ".tool_result.tool_use_id: String should match pattern '^[a-zA-Z0-9_-]+$'");
  }
  const auto content = MemberAt(block, "content");
  return content ? CheckContent(*content, Place::kToolResult, where + ".tool_result.content") : absl::OkStatus();
}

absl::Status CheckExtras(json::Value block, const std::string& type, const std::string& where) {
  static const std::map<std::string_view, Names> kKnown = {
      {"text", {"type", "text", "cache_control", "citations"}},
      {"image", {"type", "source", "cache_control", "transformations"}},
      {"document", {"type", "source", "cache_control", "citations", "context", "title"}},
      {"thinking", {"type", "thinking", "signature"}},
      {"redacted_thinking", {"type", "data"}},
      {"tool_use", {"type", "id", "name", "input", "cache_control", "caller", "toolset_name"}},
      {"tool_result", {"type", "tool_use_id", "content", "is_error", "cache_control", "toolset_name"}},
  };
  const auto known = kKnown.find(type);
  const auto unknown = known == kKnown.end() ? std::nullopt : UnknownName(block, known->second);
  if (!unknown) return absl::OkStatus();
  return Invalid(fmt::format("{}.{}.{}: Extra inputs are not permitted", where, type, *unknown));
}

}  // namespace

absl::Status CheckBlock(json::Value block, Place place, const std::string& where) {
  if (!block.IsObject()) return Invalid(where + ": Input should be a valid dictionary or object");
  const std::string type = TextAt(block, "type");
  const Names& types = TypesOf(place);
  if (!IsOneOf(type, types)) {
    return Invalid(fmt::format("{}: Input tag '{}' found using 'type' does not match any of the expected tags: '{}'",
                               where, type, fmt::join(types, "', '")));
  }
  RETURN_IF_ERROR(CheckExtras(block, type, where));
  if (type == "text") return CheckText(block, where);
  if (type == "image" || type == "document") return CheckSource(block, type, where);
  if (type == "thinking") return CheckThinking(block, where);
  if (type == "tool_use") return CheckToolUse(block, where);
  if (type == "tool_result") return CheckToolResult(block, where);
  if (type == "redacted_thinking" && !IsRedactedReasoning(TextAt(block, "data"))) {
    return Invalid(where + ": Invalid `data` in `redacted_thinking` block");
  }
  return absl::OkStatus();
}

absl::Status CheckContent(json::Value content, Place place, const std::string& where) {
  if (content.IsString()) return absl::OkStatus();
  if (!content.IsArray()) return Invalid(where + ": Input should be a valid list");
  int index = 0;
  for (const json::Value block : content.elements()) {
    RETURN_IF_ERROR(CheckBlock(block, place, fmt::format("{}.{}", where, index++)));
  }
  return absl::OkStatus();
}

}  // namespace signalbox::fake_provider::anthropic
