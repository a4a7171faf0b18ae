#include "common/dialect/openai_responses/request_facts.h"

#include <optional>

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/openai_responses/references.h"
#include "common/dialect/openai_responses/request_view.h"
#include "common/json/utf8.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

// The fields that matter, by name; null means absent.
struct Fields {
  std::optional<json::Value> stream;
  std::optional<json::Value> max_output_tokens;
  std::optional<json::Value> previous_response_id;
  std::optional<json::Value> conversation;
  std::optional<json::Value> store;
  std::optional<json::Value> background;
  std::optional<json::Value> conversation_id;
  std::optional<json::Value> session_id;
  std::optional<json::Value> user;
  std::optional<json::Value> safety_identifier;
};

std::optional<json::Value>* SlotOf(json::Value key, Fields& fields) {
  if (key.Is("stream")) return &fields.stream;
  if (key.Is("max_output_tokens")) return &fields.max_output_tokens;
  if (key.Is("previous_response_id")) return &fields.previous_response_id;
  if (key.Is("conversation")) return &fields.conversation;
  if (key.Is("store")) return &fields.store;
  if (key.Is("background")) return &fields.background;
  if (key.Is("conversation_id")) return &fields.conversation_id;
  if (key.Is("session_id")) return &fields.session_id;
  if (key.Is("user")) return &fields.user;
  if (key.Is("safety_identifier")) return &fields.safety_identifier;
  return nullptr;
}

Fields Collect(json::Value root) {
  Fields fields;
  for (const auto [key, value] : root.members()) {
    std::optional<json::Value>* const slot = value.IsNull() ? nullptr : SlotOf(key, fields);
    if (slot != nullptr) *slot = value;
  }
  return fields;
}

absl::StatusOr<std::string> TextOf(std::string_view name, const std::optional<json::Value>& value) {
  if (!value) return std::string();
  if (!value->IsString()) return BadField(name, "expected a string");
  return value->Text();
}

absl::StatusOr<bool> FlagOf(std::string_view name, const std::optional<json::Value>& value, bool otherwise) {
  if (!value) return otherwise;
  if (!value->Bool()) return BadField(name, "expected true or false");
  return *value->Bool();
}

absl::Status CheckLength(std::string_view name, const std::string& id) {
  if (id.size() <= kMaxSessionIdBytes) return absl::OkStatus();
  return BadField(name, fmt::format("longer than {} bytes", kMaxSessionIdBytes));
}

// An id, or an object that has one.
absl::StatusOr<std::string> ConversationOf(const std::optional<json::Value>& value) {
  if (!value) return std::string();
  const bool is_object = value->IsObject();
  const std::string_view name = is_object ? "conversation.id" : "conversation";
  const auto id = is_object ? value->Find("id") : value;
  if (!id || !id->IsString()) return BadField(name, is_object ? "expected a string" : "expected a string or an object");
  std::string text = id->Text();
  RETURN_IF_ERROR(CheckLength(name, text));
  return text;
}

absl::StatusOr<std::optional<std::int64_t>> OutputBound(const std::optional<json::Value>& value) {
  constexpr std::string_view kName = "max_output_tokens";
  if (!value) return std::optional<std::int64_t>();
  const auto number = value->Int();
  if (!number) return BadField(kName, "expected an integer");
  if (*number < 0 || *number > kMaxOutputTokens)
    return BadField(kName, fmt::format("expected 0 to {}", kMaxOutputTokens));
  return number;
}

absl::StatusOr<std::string> SessionId(const Fields& fields) {
  ASSIGN_OR_RETURN(std::string conversation_id, TextOf("conversation_id", fields.conversation_id));
  ASSIGN_OR_RETURN(std::string session_id, TextOf("session_id", fields.session_id));
  const std::string_view name = conversation_id.empty() ? "session_id" : "conversation_id";
  std::string id = conversation_id.empty() ? std::move(session_id) : std::move(conversation_id);
  RETURN_IF_ERROR(CheckLength(name, id));
  return id;
}

}  // namespace

absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  const Fields fields = Collect(view.root());

  RequestFacts facts;
  facts.model = view.model().Text();
  ASSIGN_OR_RETURN(facts.stream, FlagOf("stream", fields.stream, false));
  ASSIGN_OR_RETURN(facts.store, FlagOf("store", fields.store, true));
  ASSIGN_OR_RETURN(facts.background, FlagOf("background", fields.background, false));
  facts.include_usage = facts.stream;
  ASSIGN_OR_RETURN(facts.max_output_tokens, OutputBound(fields.max_output_tokens));
  ASSIGN_OR_RETURN(facts.session_id, SessionId(fields));
  ASSIGN_OR_RETURN(facts.previous_response_id, TextOf("previous_response_id", fields.previous_response_id));
  RETURN_IF_ERROR(CheckLength("previous_response_id", facts.previous_response_id));
  ASSIGN_OR_RETURN(facts.conversation, ConversationOf(fields.conversation));
  if (view.input()) {
    ASSIGN_OR_RETURN(facts.item_references, ReferencesIn(*view.input()));
  }
  ASSIGN_OR_RETURN(std::string user, TextOf("user", fields.user));
  ASSIGN_OR_RETURN(std::string safety_identifier, TextOf("safety_identifier", fields.safety_identifier));
  if (user.empty()) user = std::move(safety_identifier);
  facts.user = json::PrefixOf(user, kMaxUserBytes);
  return facts;
}

}  // namespace signalbox::dialect::openai_responses
