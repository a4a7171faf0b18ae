#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/json/document.h"

namespace signalbox::dialect {

// Readers of what RequestFacts holds. A field that is absent or null says nothing. Errors: kInvalidArgument with the
// field's name as metadata "field".

using FactField = std::optional<json::Value>;

/// `otherwise` when nothing is said.
absl::StatusOr<bool> BoolFact(std::string_view name, const FactField& field, bool otherwise = false);

/// Empty when nothing is said.
absl::StatusOr<std::string> TextFact(std::string_view name, const FactField& field);

/// A text of at most kMaxSessionIdBytes.
absl::StatusOr<std::string> IdFact(std::string_view name, const FactField& field);

/// An integer from low to high.
absl::StatusOr<std::optional<std::int64_t>> IntFact(std::string_view name, const FactField& field, std::int64_t low,
                                                    std::int64_t high);

/// What a field holds that has been read as `number`: nothing is no integer.
absl::StatusOr<std::int64_t> InRange(std::string_view name, std::optional<std::int64_t> number, std::int64_t low,
                                     std::int64_t high);

/// A bound of what is generated: 0 to kMaxOutputTokens.
absl::StatusOr<std::optional<std::int64_t>> OutputBoundFact(std::string_view name, const FactField& field);

/// conversation_id, else session_id; empty when neither. Only what is used must be short enough.
absl::StatusOr<std::string> SessionIdFact(const FactField& conversation_id, const FactField& session_id);

/// The caller's own end user, cut to kMaxUserBytes.
absl::StatusOr<std::string> UserFact(std::string_view name, const FactField& field);

}  // namespace signalbox::dialect
