#include "tests/support/fake_provider/openai/responses_request.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/signature.h"

namespace signalbox::fake_provider::openai {
namespace {

using Names = std::vector<std::string_view>;

bool IsOneOf(std::string_view text, const Names& names) {
  return std::find(names.begin(), names.end(), text) != names.end();
}

absl::Status Missing(const std::string& where) {
  return Invalid(fmt::format("Missing required parameter: '{}'.", where), where);
}

absl::Status CheckParts(json::Value item, bool assistant, const std::string& where) {
  const auto content = item.Find("content");
  if (!content) return Missing(where + ".content");
  if (content->IsString()) return absl::OkStatus();
  if (!content->IsArray()) return Invalid(fmt::format("Invalid type for '{}.content'.", where), where + ".content");
  static const Names kUser = {"input_text", "input_image", "input_file", "input_audio"};
  static const Names kAssistant = {"output_text", "refusal"};
  const Names& types = assistant ? kAssistant : kUser;
  int index = 0;
  for (const json::Value part : content->elements()) {
    const std::string path = fmt::format("{}.content[{}]", where, index++);
    const std::string type = TextAt(part, "type");
    if (!IsOneOf(type, types)) {
      return Invalid(fmt::format("Invalid value: '{}'. Supported values are: '{}'.", type, fmt::join(types, "', '")),
                     path);
    }
    if ((type == "input_text" || type == "output_text") && !MemberAt(part, "text")) return Missing(path + ".text");
  }
  return absl::OkStatus();
}

/// Walks the input items; knows which calls were made and which were answered.
class Items {
 public:
  absl::Status Take(json::Value item, int index) {
    const std::string where = fmt::format("input[{}]", index);
    if (!item.IsObject()) return Invalid(fmt::format("Invalid type for '{}': expected an object.", where), where);
    const std::string type = TextAt(item, "type");
    if (type == "function_call" || type == "custom_tool_call") return TakeCall(item, type, where);
    if (type == "function_call_output" || type == "custom_tool_call_output") return TakeOutput(item, where);
    if (type == "reasoning") return TakeReasoning(item, where);
    if (!type.empty() && type != "message") return absl::OkStatus();  // Items of OpenAI's own tools.
    const std::string role = TextAt(item, "role");
    if (!IsOneOf(role, {"user", "assistant", "system", "developer"})) {
      return Invalid(fmt::format("Invalid value: '{}'. Supported values are: 'assistant', 'system', 'developer', and "
                                 "'user'.",
                                 role),
                     where);
    }
    return CheckParts(item, role == "assistant", where);
  }

  absl::Status Finish(bool continued) const {
    for (const std::string& id : calls_) {
      if (outputs_.contains(id)) continue;
      return Invalid(fmt::format("No tool output found for function call {}.", id), "input");
    }
    for (const std::string& id : outputs_) {
      if (calls_.contains(id) || continued) continue;
      return Invalid(fmt::format("No tool call found for function call output with call_id {}.", id), "input");
    }
    return absl::OkStatus();
  }

 private:
  absl::Status TakeCall(json::Value item, const std::string& type, const std::string& where) {
    const char* const text = type == "function_call" ? "arguments" : "input";
    for (const char* name : {"call_id", "name"}) {
      if (TextAt(item, name).empty()) return Missing(where + "." + name);
    }
    const auto arguments = item.Find(text);
    if (!arguments || !arguments->IsString()) return Missing(where + "." + text);
    calls_.insert(TextAt(item, "call_id"));
    return absl::OkStatus();
  }

  absl::Status TakeOutput(json::Value item, const std::string& where) {
    if (TextAt(item, "call_id").empty()) return Missing(where + ".call_id");
    const auto output = item.Find("output");
    if (!output || !(output->IsString() || output->IsArray())) return Missing(where + ".output");
    outputs_.insert(TextAt(item, "call_id"));
    return absl::OkStatus();
  }

  static absl::Status TakeReasoning(json::Value item, const std::string& where) {
    if (!ArrayAt(item, "summary")) return Missing(where + ".summary");
    const std::string encrypted = TextAt(item, "encrypted_content");
    if (encrypted.empty() || IsRedactedReasoning(encrypted) || IsSignature(encrypted)) return absl::OkStatus();
    return Invalid("The encrypted content could not be verified.", where + ".encrypted_content");
  }

  std::set<std::string> calls_;
  std::set<std::string> outputs_;
};

absl::Status CheckInput(json::Value root) {
  const auto input = root.Find("input");
  const bool continued = root.Find("previous_response_id") || root.Find("conversation");
  if (!input) return continued || root.Find("prompt") ? absl::OkStatus() : Missing("input");
  if (input->IsString()) return absl::OkStatus();
  if (!input->IsArray()) {
    return Invalid("Invalid type for 'input': expected one of a string or array of objects.", "input");
  }
  Items items;
  int index = 0;
  for (const json::Value item : input->elements()) RETURN_IF_ERROR(items.Take(item, index++));
  return items.Finish(continued);
}

absl::Status CheckTools(json::Value root) {
  const auto tools = ArrayAt(root, "tools");
  if (!tools) return absl::OkStatus();
  int index = 0;
  for (const json::Value tool : tools->elements()) {
    const std::string where = fmt::format("tools[{}]", index++);
    if (TextAt(tool, "type").empty()) return Missing(where + ".type");
    if (TextAt(tool, "type") != "function") continue;
    if (!MemberAt(tool, "name")) return Missing(where + ".name");
    if (!IsName(TextAt(tool, "name"), 64)) {
      return Invalid(fmt::format("Invalid '{}.name': string does not match pattern. Expected a string that matches the "
                                 "pattern '^[a-zA-Z0-9_-]+$'.",
                                 where),
                     where + ".name");
    }
  }
  return absl::OkStatus();
}

// What belongs to chat completions and was renamed here.
absl::Status CheckRenamed(json::Value root) {
  struct Renamed {
    std::string_view name;
    std::string_view message;
  };
  static constexpr std::array kRenamed = {
      Renamed{"messages",
              "Unsupported parameter: 'messages'. In the Responses API, this parameter has moved to 'input'."},
      Renamed{"response_format",
              "Unsupported parameter: 'response_format'. In the Responses API, this parameter has "
              "moved to 'text.format'."},
      Renamed{"reasoning_effort",
              "Unsupported parameter: 'reasoning_effort'. In the Responses API, this parameter has "
              "moved to 'reasoning.effort'."},
      Renamed{"max_tokens",
              "Unsupported parameter: 'max_tokens'. In the Responses API, this parameter has moved to "
              "'max_output_tokens'."},
      Renamed{"max_completion_tokens",
              "Unsupported parameter: 'max_completion_tokens'. In the Responses API, this "
              "parameter has moved to 'max_output_tokens'."},
  };
  for (const Renamed& renamed : kRenamed) {
    if (root.Find(renamed.name)) return Invalid(renamed.message, renamed.name);
  }
  return absl::OkStatus();
}

}  // namespace

Call ReadResponsesCall(json::Value root) {
  Call call;
  call.stream = FlagAt(root, "stream");
  if (const auto tools = ArrayAt(root, "tools")) {
    for (const json::Value tool : tools->elements()) {
      if (TextAt(tool, "type") == "function") call.tools.push_back(TextAt(tool, "name"));
    }
  }
  return call;
}

absl::Status CheckResponsesRequest(json::Value root) {
  RETURN_IF_ERROR(CheckRenamed(root));
  RETURN_IF_ERROR(CheckTools(root));
  return CheckInput(root);
}

}  // namespace signalbox::fake_provider::openai
