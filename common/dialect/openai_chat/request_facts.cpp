#include "common/dialect/openai_chat/request_facts.h"

#include <optional>

#include "common/dialect/fact_readers.h"
#include "common/dialect/openai_chat/request_view.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

// The fields that matter, by name; null means absent.
struct Fields {
  FactField stream;
  FactField include_usage;
  FactField max_completion_tokens;
  FactField max_tokens;
  FactField max_output_tokens;
  FactField n;
  FactField conversation_id;
  FactField session_id;
  FactField user;
};

FactField* SlotOf(json::Value key, Fields& fields) {
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
    FactField* const slot = value.IsNull() ? nullptr : SlotOf(key, fields);
    if (slot != nullptr) *slot = value;
  }
  const auto options = view.stream_options();
  if (!options || !options->IsObject()) return fields;
  const auto include_usage = options->Find("include_usage");
  if (include_usage && !include_usage->IsNull()) fields.include_usage = include_usage;
  return fields;
}

absl::StatusOr<std::optional<std::int64_t>> OutputBound(const Fields& fields) {
  ASSIGN_OR_RETURN(const auto first, OutputBoundFact("max_completion_tokens", fields.max_completion_tokens));
  ASSIGN_OR_RETURN(const auto second, OutputBoundFact("max_tokens", fields.max_tokens));
  ASSIGN_OR_RETURN(const auto third, OutputBoundFact("max_output_tokens", fields.max_output_tokens));
  return first ? first : second ? second : third;
}

}  // namespace

absl::StatusOr<RequestFacts> FactsOf(const BodyView& body) {
  const Fields fields = Collect(body);
  RequestFacts facts;
  facts.model = body.model().Text();
  ASSIGN_OR_RETURN(facts.stream, BoolFact("stream", fields.stream));
  ASSIGN_OR_RETURN(facts.include_usage, BoolFact("stream_options.include_usage", fields.include_usage));
  ASSIGN_OR_RETURN(facts.max_output_tokens, OutputBound(fields));
  ASSIGN_OR_RETURN(const auto choices, IntFact("n", fields.n, 1, kMaxChoices));
  facts.choices = static_cast<int>(choices.value_or(1));
  ASSIGN_OR_RETURN(facts.session_id, SessionIdFact(fields.conversation_id, fields.session_id));
  ASSIGN_OR_RETURN(facts.user, UserFact("user", fields.user));
  return facts;
}

absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  return FactsOf(view.body());
}

}  // namespace signalbox::dialect::openai_chat
