#include "common/dialect/fact_readers.h"

#include <utility>

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/request_facts.h"
#include "common/json/utf8.h"
#include "common/status/macros.h"

namespace signalbox::dialect {
namespace {

bool IsSaid(const FactField& field) {
  return field && !field->IsNull();
}

absl::StatusOr<std::string> ShortEnough(std::string_view name, std::string id) {
  if (id.size() > kMaxSessionIdBytes) return BadField(name, fmt::format("longer than {} bytes", kMaxSessionIdBytes));
  return id;
}

}  // namespace

absl::StatusOr<bool> BoolFact(std::string_view name, const FactField& field, bool otherwise) {
  if (!IsSaid(field)) return otherwise;
  const auto flag = field->Bool();
  if (!flag) return BadField(name, "expected true or false");
  return *flag;
}

absl::StatusOr<std::string> TextFact(std::string_view name, const FactField& field) {
  if (!IsSaid(field)) return std::string();
  if (!field->IsString()) return BadField(name, "expected a string");
  return field->Text();
}

absl::StatusOr<std::string> IdFact(std::string_view name, const FactField& field) {
  ASSIGN_OR_RETURN(std::string id, TextFact(name, field));
  return ShortEnough(name, std::move(id));
}

absl::StatusOr<std::optional<std::int64_t>> IntFact(std::string_view name, const FactField& field, std::int64_t low,
                                                    std::int64_t high) {
  if (!IsSaid(field)) return std::optional<std::int64_t>();
  return InRange(name, field->Int(), low, high);
}

absl::StatusOr<std::int64_t> InRange(std::string_view name, std::optional<std::int64_t> number, std::int64_t low,
                                     std::int64_t high) {
  if (!number) return BadField(name, "expected an integer");
  if (*number < low || *number > high) return BadField(name, fmt::format("expected {} to {}", low, high));
  return *number;
}

absl::StatusOr<std::optional<std::int64_t>> OutputBoundFact(std::string_view name, const FactField& field) {
  return IntFact(name, field, 0, kMaxOutputTokens);
}

absl::StatusOr<std::string> SessionIdFact(const FactField& conversation_id, const FactField& session_id) {
  ASSIGN_OR_RETURN(std::string conversation, TextFact("conversation_id", conversation_id));
  ASSIGN_OR_RETURN(std::string session, TextFact("session_id", session_id));
  if (!conversation.empty()) return ShortEnough("conversation_id", std::move(conversation));
  return ShortEnough("session_id", std::move(session));
}

absl::StatusOr<std::string> UserFact(std::string_view name, const FactField& field) {
  ASSIGN_OR_RETURN(const std::string user, TextFact(name, field));
  return std::string(json::PrefixOf(user, kMaxUserBytes));
}

}  // namespace signalbox::dialect
