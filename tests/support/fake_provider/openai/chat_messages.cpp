#include "tests/support/fake_provider/openai/chat_messages.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider::openai {
namespace {

using Names = std::initializer_list<std::string_view>;

bool IsOneOf(std::string_view text, Names names) {
  return std::find(names.begin(), names.end(), text) != names.end();
}

absl::Status CheckPart(json::Value part, Names types, const std::string& where) {
  const std::string type = TextAt(part, "type");
  if (!IsOneOf(type, types)) {
    return Invalid(fmt::format("Invalid value: '{}'. Supported values are: '{}'.", type, fmt::join(types, "', '")),
                   where + ".type");
  }
  const auto member = MemberAt(part, type);
  const bool right = member && (type == "text" || type == "refusal" ? member->IsString() : member->IsObject());
  if (!right) return Invalid(fmt::format("Missing required parameter: '{}.{}'.", where, type), where + "." + type);
  if (type == "image_url" && TextAt(*member, "url").empty()) {
    return Invalid(fmt::format("Missing required parameter: '{}.image_url.url'.", where), where + ".image_url.url");
  }
  return absl::OkStatus();
}

absl::Status CheckContent(json::Value message, Names types, bool needed, const std::string& where) {
  const auto content = message.Find("content");
  if (!content || content->IsNull()) {
    if (!needed) return absl::OkStatus();
    return Invalid(fmt::format("Invalid value for 'content': expected a string, got {}.", content ? "null" : "nothing"),
                   where + ".content");
  }
  if (content->IsString()) return absl::OkStatus();
  if (!content->IsArray()) {
    return Invalid(fmt::format("Invalid type for '{}.content': expected one of a string or array of objects.", where),
                   where + ".content");
  }
  int index = 0;
  for (const json::Value part : content->elements()) {
    RETURN_IF_ERROR(CheckPart(part, types, fmt::format("{}.content[{}]", where, index++)));
  }
  return absl::OkStatus();
}

/// Walks the messages and remembers which tool calls still wait for their answers.
class Conversation {
 public:
  absl::Status Take(json::Value message, int index) {
    const std::string where = fmt::format("messages[{}]", index);
    const std::string role = TextAt(message, "role");
    if (role == "tool") return TakeTool(message, where);
    RETURN_IF_ERROR(CheckNothingWaits(where));
    if (role == "assistant") return TakeAssistant(message, where);
    may_answer_ = false;
    if (role == "user") return CheckContent(message, {"text", "image_url", "input_audio", "file"}, true, where);
    if (IsOneOf(role, {"system", "developer"})) return CheckContent(message, {"text"}, true, where);
    if (role == "function") {
      if (TextAt(message, "name").empty()) return Missing(where + ".name");
      return CheckContent(message, {"text"}, false, where);
    }
    return Invalid(fmt::format("Invalid value: '{}'. Supported values are: 'system', 'assistant', 'user', 'function', "
                               "'tool', and 'developer'.",
                               role),
                   where + ".role");
  }

  absl::Status CheckNothingWaits(const std::string& where) {
    if (waiting_.empty()) return absl::OkStatus();
    return Invalid(fmt::format("An assistant message with 'tool_calls' must be followed by tool messages responding to "
                               "each 'tool_call_id'. The following tool_call_ids did not have response messages: {}",
                               fmt::join(waiting_, ", ")),
                   where + ".role");
  }

 private:
  static absl::Status Missing(const std::string& where) {
    return Invalid(fmt::format("Missing required parameter: '{}'.", where), where);
  }

  absl::Status TakeTool(json::Value message, const std::string& where) {
    const std::string id = TextAt(message, "tool_call_id");
    if (id.empty()) return Missing(where + ".tool_call_id");
    const auto found = std::find(waiting_.begin(), waiting_.end(), id);
    if (!may_answer_ || found == waiting_.end()) {
      return Invalid(
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with "
          "'tool_calls'.",
          where + ".role");
    }
    waiting_.erase(found);
    return CheckContent(message, {"text"}, true, where);
  }

  absl::Status TakeAssistant(json::Value message, const std::string& where) {
    const auto calls = ArrayAt(message, "tool_calls");
    may_answer_ = calls.has_value();
    if (calls && calls->Empty()) {
      return Invalid(fmt::format("Invalid '{}.tool_calls': empty array. Expected an array with minimum length 1, but "
                                 "got an empty array instead.",
                                 where),
                     where + ".tool_calls");
    }
    int index = 0;
    if (calls) {
      for (const json::Value call : calls->elements()) {
        RETURN_IF_ERROR(TakeCall(call, fmt::format("{}.tool_calls[{}]", where, index++)));
      }
    }
    const bool may_be_silent = calls || ObjectAt(message, "function_call") || ObjectAt(message, "audio") ||
                               !TextAt(message, "refusal").empty();
    return CheckContent(message, {"text", "refusal"}, !may_be_silent, where);
  }

  absl::Status TakeCall(json::Value call, const std::string& where) {
    const std::string id = TextAt(call, "id");
    if (id.empty()) return Missing(where + ".id");
    if (TextAt(call, "type") == "custom") {
      waiting_.push_back(id);
      return absl::OkStatus();
    }
    if (TextAt(call, "type") != "function") return Missing(where + ".type");
    const auto function = ObjectAt(call, "function");
    if (!function || !IsName(TextAt(*function, "name"), 64)) return Missing(where + ".function.name");
    const auto arguments = function->Find("arguments");
    if (!arguments || !arguments->IsString()) {
      return Invalid(fmt::format("Invalid type for '{}.function.arguments': expected a string.", where),
                     where + ".function.arguments");
    }
    waiting_.push_back(id);
    return absl::OkStatus();
  }

  std::vector<std::string> waiting_;
  bool may_answer_ = false;
};

}  // namespace

absl::Status CheckChatMessages(json::Value messages) {
  Conversation conversation;
  int index = 0;
  for (const json::Value message : messages.elements()) {
    if (!message.IsObject()) return Invalid(fmt::format("Invalid type for 'messages[{}]': expected an object.", index));
    RETURN_IF_ERROR(conversation.Take(message, index));
    ++index;
  }
  return conversation.CheckNothingWaits("messages");
}

}  // namespace signalbox::fake_provider::openai
