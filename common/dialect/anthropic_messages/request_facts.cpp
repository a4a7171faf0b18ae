#include "common/dialect/anthropic_messages/request_facts.h"

#include <fmt/format.h>

#include "common/dialect/anthropic_messages/request_view.h"
#include "common/dialect/field_error.h"
#include "common/json/utf8.h"
#include "common/status/macros.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

absl::StatusOr<std::string> TextOf(std::string_view name, json::Value value) {
  if (!value.IsString()) return BadField(name, "expected a string");
  return value.Text();
}

absl::Status TakeSessionId(std::string_view name, json::Value value, std::string& into) {
  ASSIGN_OR_RETURN(into, TextOf(name, value));
  if (into.size() <= kMaxSessionIdBytes) return absl::OkStatus();
  return BadField(name, fmt::format("longer than {} bytes", kMaxSessionIdBytes));
}

absl::Status TakeMetadata(json::Value metadata, RequestFacts& facts) {
  if (!metadata.IsObject()) return BadField("metadata", "expected an object");
  const auto user = metadata.Find("user_id");
  if (!user || user->IsNull()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string text, TextOf("metadata.user_id", *user));
  facts.user = json::PrefixOf(text, kMaxUserBytes);
  return absl::OkStatus();
}

absl::Status TakeBound(json::Value value, RequestFacts& facts) {
  facts.max_output_tokens = value.Int();
  if (!facts.max_output_tokens) return BadField("max_tokens", "expected an integer");
  if (*facts.max_output_tokens >= 0 && *facts.max_output_tokens <= kMaxOutputTokens) return absl::OkStatus();
  return BadField("max_tokens", fmt::format("expected 0 to {}", kMaxOutputTokens));
}

absl::Status TakeStream(json::Value value, RequestFacts& facts) {
  if (!value.Bool()) return BadField("stream", "expected true or false");
  facts.stream = *value.Bool();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));

  RequestFacts facts;
  facts.model = view.model().Text();
  std::string session_id;
  for (const auto [key, value] : view.root().members()) {
    if (value.IsNull()) continue;
    if (key.Is("stream")) {
      RETURN_IF_ERROR(TakeStream(value, facts));
    } else if (key.Is("max_tokens")) {
      RETURN_IF_ERROR(TakeBound(value, facts));
    } else if (key.Is("metadata")) {
      RETURN_IF_ERROR(TakeMetadata(value, facts));
    } else if (key.Is("conversation_id")) {
      RETURN_IF_ERROR(TakeSessionId("conversation_id", value, facts.session_id));
    } else if (key.Is("session_id")) {
      RETURN_IF_ERROR(TakeSessionId("session_id", value, session_id));
    }
  }
  if (facts.session_id.empty()) facts.session_id = std::move(session_id);
  return facts;
}

}  // namespace signalbox::dialect::anthropic_messages
