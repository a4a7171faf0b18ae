#include "tests/support/fake_provider/anthropic/conversation.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/anthropic/blocks.h"
#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider::anthropic {
namespace {

constexpr int kMaxCacheMarkers = 4;

// Ids of the blocks of one type within a content, in order.
std::vector<std::string> IdsOf(json::Value content, std::string_view type, std::string_view member) {
  std::vector<std::string> ids;
  if (!content.IsArray()) return ids;
  for (const json::Value block : content.elements()) {
    if (TextAt(block, "type") == type) ids.push_back(TextAt(block, member));
  }
  return ids;
}

bool IsEmpty(json::Value content) {
  return content.IsString() ? content.Text().empty() : content.IsArray() && content.Empty();
}

int CountMarkers(json::Value value) {
  if (!value.IsArray()) return 0;
  int count = 0;
  for (const json::Value element : value.elements()) {
    if (ObjectAt(element, "cache_control")) ++count;
    if (const auto content = MemberAt(element, "content")) count += CountMarkers(*content);
  }
  return count;
}

/// Walks the messages; knows which tool uses the last one left open.
class Walk {
 public:
  absl::Status Take(json::Value message, int index, bool last) {
    const std::string where = fmt::format("messages.{}", index);
    const std::string role = TextAt(message, "role");
    RETURN_IF_ERROR(CheckShape(message, role, where));
    const json::Value content = *message.Find("content");
    if (IsEmpty(content) && !(last && role == "assistant")) {
      return Invalid(
          fmt::format("{}: all messages must have non-empty content except for the optional final assistant "
                      "message",
                      where));
    }
    RETURN_IF_ERROR(CheckContent(content, role == "user" ? Place::kUser : Place::kAssistant, where + ".content"));
    RETURN_IF_ERROR(CheckResults(content, role, index));
    open_ = role == "assistant" ? IdsOf(content, "tool_use", "id") : std::vector<std::string>();
    return last && role == "assistant" ? CheckPrefill(content) : absl::OkStatus();
  }

  /// After the last of `count` messages.
  absl::Status Finish(int count) const { return Unanswered(open_, count); }

 private:
  static absl::Status CheckShape(json::Value message, const std::string& role, const std::string& where) {
    if (!message.IsObject()) return Invalid(where + ": Input should be a valid dictionary or object");
    if (role == "system") {
      return Invalid(
          "messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, not "
          "\"system\" as an input message role.");
    }
    if (role != "user" && role != "assistant") {
      return Invalid(
          fmt::format("messages: Unexpected role \"{}\". Allowed roles are \"user\" or \"assistant\"", role));
    }
    const auto unknown = UnknownName(message, {"role", "content"});
    if (unknown) return Invalid(fmt::format("{}.{}: Extra inputs are not permitted", where, *unknown));
    if (!message.Find("content")) return Invalid(where + ".content: Field required");
    return absl::OkStatus();
  }

  absl::Status CheckResults(json::Value content, const std::string& role, int index) {
    const std::vector<std::string> results =
        role == "user" ? IdsOf(content, "tool_result", "tool_use_id") : std::vector<std::string>();
    for (const std::string& id : results) {
      if (std::find(open_.begin(), open_.end(), id) != open_.end()) continue;
      return Invalid(
          fmt::format("messages.{}.content.0: unexpected `tool_use_id` found in `tool_result` blocks: {}. Each "
                      "`tool_result` block must have a corresponding `tool_use` block in the previous message.",
                      index, id));
    }
    return CheckAnswered(content, results, index);
  }

  absl::Status CheckAnswered(json::Value content, const std::vector<std::string>& results, int index) {
    std::vector<std::string> missing;
    const bool first = results.empty() || LeadsWithResults(content, results.size());
    for (const std::string& id : open_) {
      if (!first || std::find(results.begin(), results.end(), id) == results.end()) missing.push_back(id);
    }
    return Unanswered(missing, index);
  }

  static absl::Status Unanswered(const std::vector<std::string>& missing, int index) {
    if (missing.empty()) return absl::OkStatus();
    return Invalid(
        fmt::format("messages.{}: `tool_use` ids were found without `tool_result` blocks immediately after: {}. "
                    "Each `tool_use` block must have a corresponding `tool_result` block in the next message.",
                    index - 1, fmt::join(missing, ", ")));
  }

  static bool LeadsWithResults(json::Value content, std::size_t count) {
    for (const json::Value block : content.elements()) {
      if (count == 0) break;
      if (TextAt(block, "type") != "tool_result") return false;
      --count;
    }
    return true;
  }

  static absl::Status CheckPrefill(json::Value content) {
    std::string text = content.IsString() ? content.Text() : "";
    if (content.IsArray()) {
      for (const json::Value block : content.elements()) text = TextAt(block, "text");
    }
    const bool trailing = !text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos;
    return trailing ? Invalid("messages: final assistant content cannot end with trailing whitespace")
                    : absl::OkStatus();
  }

  std::vector<std::string> open_;
};

absl::Status CheckMarkers(json::Value root) {
  int count = 0;
  for (const char* name : {"system", "messages", "tools"}) {
    if (const auto member = root.Find(name)) count += CountMarkers(*member);
  }
  if (count <= kMaxCacheMarkers) return absl::OkStatus();
  return Invalid(
      fmt::format("A maximum of {} blocks with cache_control may be provided. Found {}.", kMaxCacheMarkers, count));
}

}  // namespace

absl::Status CheckConversation(json::Value root) {
  const auto system = root.Find("system");
  if (system && !system->IsNull()) RETURN_IF_ERROR(CheckContent(*system, Place::kSystem, "system"));
  const auto messages = root.Find("messages");
  if (!messages) return Invalid("messages: Field required");
  if (!messages->IsArray()) return Invalid("messages: Input should be a valid list");
  if (messages->Empty()) return Invalid("messages: at least one message is required");
  std::vector<json::Value> all;
  for (const json::Value message : messages->elements()) all.push_back(message);
  Walk walk;
  for (std::size_t i = 0; i < all.size(); ++i) {
    RETURN_IF_ERROR(walk.Take(all[i], static_cast<int>(i), i + 1 == all.size()));
  }
  RETURN_IF_ERROR(walk.Finish(static_cast<int>(all.size())));
  return CheckMarkers(root);
}

}  // namespace signalbox::fake_provider::anthropic
