#include "common/dialect/openai_chat/request_facts.h"

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/openai_chat/request_view.h"
#include "common/json/utf8.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

// The fields that matter, by name; null means absent.
struct Fields {
  std::optional<json::Value> stream;
  std::optional<json::Value> include_usage;
  std::optional<json::Value> max_completion_tokens;
  std::optional<json::Value> max_tokens;
  std::optional<json::Value> max_output_tokens;
  std::optional<json::Value> n;
  std::optional<json::Value> conversation_id;
  std::optional<json::Value> session_id;
  std::optional<json::Value> user;
};

std::optional<json::Value>* SlotOf(json::Value key, Fields& fields) {
  if (key.Is("stream")) return &fields.stream;
  if (key.Is("max_completion_tokens")) return &fields.max_completion_tokens;
  if (key.Is("max_tokens")) return &fields.max_tokens;
  if (key.Is("max_output_tokens")) return &fields.max_output_tokens;
  if (key.Is("n")) return &fields.n;
  if (key.Is("conversation_id")) return &fields.conversation_id;
  if (key.Is("session_id")) return &fields.session_id;
  if (key.Is("user")) return &fields.user;
  return nullptr;
}

Fields Collect(const BodyView& view) {
  Fields fields;
  for (const auto [key, value] : view.root().members()) {
    std::optional<json::Value>* const slot = value.IsNull() ? nullptr : SlotOf(key, fields);
    if (slot != nullptr) *slot = value;
  }
  const auto options = view.stream_options();
  if (!options || !options->IsObject()) return fields;
  const auto include_usage = options->Find("include_usage");
  if (include_usage && !include_usage->IsNull()) fields.include_usage = include_usage;
  return fields;
}

absl::StatusOr<bool> BoolOf(std::string_view name, const std::optional<json::Value>& value) {
  if (!value) return false;
  const auto flag = value->Bool();
  if (!flag) return BadField(name, "expected true or false");
  return *flag;
}

absl::StatusOr<std::optional<std::int64_t>> IntOf(std::string_view name, const std::optional<json::Value>& value,
                                                  std::int64_t low, std::int64_t high) {
  if (!value) return std::optional<std::int64_t>();
  const auto number = value->Int();
  if (!number) return BadField(name, "expected an integer");
  if (*number < low || *number > high) return BadField(name, fmt::format("expected {} to {}", low, high));
  return number;
}

absl::StatusOr<std::string> TextOf(std::string_view name, const std::optional<json::Value>& value) {
  if (!value) return std::string();
  if (!value->IsString()) return BadField(name, "expected a string");
  return value->Text();
}

absl::StatusOr<std::optional<std::int64_t>> OutputBound(const Fields& fields) {
  ASSIGN_OR_RETURN(const auto first, IntOf("max_completion_tokens", fields.max_completion_tokens, 0, kMaxOutputTokens));
  ASSIGN_OR_RETURN(const auto second, IntOf("max_tokens", fields.max_tokens, 0, kMaxOutputTokens));
  ASSIGN_OR_RETURN(const auto third, IntOf("max_output_tokens", fields.max_output_tokens, 0, kMaxOutputTokens));
  return first ? first : second ? second : third;
}

absl::StatusOr<std::string> SessionId(const Fields& fields) {
  ASSIGN_OR_RETURN(std::string conversation_id, TextOf("conversation_id", fields.conversation_id));
  ASSIGN_OR_RETURN(std::string session_id, TextOf("session_id", fields.session_id));
  const std::string_view name = conversation_id.empty() ? "session_id" : "conversation_id";
  std::string id = conversation_id.empty() ? std::move(session_id) : std::move(conversation_id);
  if (id.size() > kMaxSessionIdBytes) return BadField(name, fmt::format("longer than {} bytes", kMaxSessionIdBytes));
  return id;
}

}  // namespace

absl::StatusOr<RequestFacts> FactsOf(const BodyView& body) {
  const Fields fields = Collect(body);
  RequestFacts facts;
  facts.model = body.model().Text();
  ASSIGN_OR_RETURN(facts.stream, BoolOf("stream", fields.stream));
  ASSIGN_OR_RETURN(facts.include_usage, BoolOf("stream_options.include_usage", fields.include_usage));
  ASSIGN_OR_RETURN(facts.max_output_tokens, OutputBound(fields));
  ASSIGN_OR_RETURN(const auto choices, IntOf("n", fields.n, 1, kMaxChoices));
  facts.choices = static_cast<int>(choices.value_or(1));
  ASSIGN_OR_RETURN(facts.session_id, SessionId(fields));
  ASSIGN_OR_RETURN(const std::string user, TextOf("user", fields.user));
  facts.user = json::PrefixOf(user, kMaxUserBytes);
  return facts;
}

absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  return FactsOf(view.body());
}

}  // namespace signalbox::dialect::openai_chat
