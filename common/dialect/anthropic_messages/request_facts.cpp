#include "common/dialect/anthropic_messages/request_facts.h"

#include <string>

#include "common/dialect/anthropic_messages/request_view.h"
#include "common/dialect/fact_readers.h"
#include "common/dialect/field_error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

// The fields that matter, by name.
struct Fields {
  FactField stream;
  FactField max_tokens;
  FactField metadata;
  FactField conversation_id;
  FactField session_id;
};

FactField* SlotOf(json::Value key, Fields& fields) {
  if (key.Is("stream")) return &fields.stream;
  if (key.Is("max_tokens")) return &fields.max_tokens;
  if (key.Is("metadata")) return &fields.metadata;
  if (key.Is("conversation_id")) return &fields.conversation_id;
  if (key.Is("session_id")) return &fields.session_id;
  return nullptr;
}

Fields Collect(json::Value root) {
  Fields fields;
  for (const auto [key, value] : root.members()) {
    FactField* const slot = SlotOf(key, fields);
    if (slot != nullptr) *slot = value;
  }
  return fields;
}

absl::StatusOr<std::string> UserOf(const FactField& metadata) {
  if (!metadata || metadata->IsNull()) return std::string();
  if (!metadata->IsObject()) return BadField("metadata", "expected an object");
  return UserFact("metadata.user_id", metadata->Find("user_id"));
}

}  // namespace

absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  const Fields fields = Collect(view.root());

  RequestFacts facts;
  facts.model = view.model().Text();
  ASSIGN_OR_RETURN(facts.stream, BoolFact("stream", fields.stream));
  ASSIGN_OR_RETURN(facts.max_output_tokens, OutputBoundFact("max_tokens", fields.max_tokens));
  ASSIGN_OR_RETURN(facts.user, UserOf(fields.metadata));
  ASSIGN_OR_RETURN(facts.session_id, SessionIdFact(fields.conversation_id, fields.session_id));
  return facts;
}

}  // namespace signalbox::dialect::anthropic_messages
