#include "common/dialect/openai_responses/request_facts.h"

#include <string>
#include <utility>

#include "common/dialect/fact_readers.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_responses/references.h"
#include "common/dialect/openai_responses/request_view.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

// The fields that matter, by name; null means absent.
struct Fields {
  FactField stream;
  FactField max_output_tokens;
  FactField previous_response_id;
  FactField conversation;
  FactField store;
  FactField background;
  FactField conversation_id;
  FactField session_id;
  FactField user;
  FactField safety_identifier;
};

FactField* SlotOf(json::Value key, Fields& fields) {
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
    FactField* const slot = value.IsNull() ? nullptr : SlotOf(key, fields);
    if (slot != nullptr) *slot = value;
  }
  return fields;
}

// An id, or an object that has one.
absl::StatusOr<std::string> ConversationOf(const FactField& field) {
  if (!field) return std::string();
  if (!field->IsObject()) {
    if (!field->IsString()) return BadField("conversation", "expected a string or an object");
    return IdFact("conversation", field);
  }
  const FactField id = field->Find("id");
  if (!id || id->IsNull()) return BadField("conversation.id", "expected a string");
  return IdFact("conversation.id", id);
}

}  // namespace

absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  const Fields fields = Collect(view.root());

  RequestFacts facts;
  facts.model = view.model().Text();
  ASSIGN_OR_RETURN(facts.stream, BoolFact("stream", fields.stream));
  ASSIGN_OR_RETURN(facts.store, BoolFact("store", fields.store, true));
  ASSIGN_OR_RETURN(facts.background, BoolFact("background", fields.background));
  facts.include_usage = facts.stream;
  ASSIGN_OR_RETURN(facts.max_output_tokens, OutputBoundFact("max_output_tokens", fields.max_output_tokens));
  ASSIGN_OR_RETURN(facts.session_id, SessionIdFact(fields.conversation_id, fields.session_id));
  ASSIGN_OR_RETURN(facts.previous_response_id, IdFact("previous_response_id", fields.previous_response_id));
  ASSIGN_OR_RETURN(facts.conversation, ConversationOf(fields.conversation));
  if (view.input()) {
    ASSIGN_OR_RETURN(facts.item_references, ReferencesIn(*view.input()));
  }
  ASSIGN_OR_RETURN(facts.user, UserFact("user", fields.user));
  ASSIGN_OR_RETURN(std::string safety_identifier, UserFact("safety_identifier", fields.safety_identifier));
  if (facts.user.empty()) facts.user = std::move(safety_identifier);
  return facts;
}

}  // namespace signalbox::dialect::openai_responses
