#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "common/json/document.h"

namespace signalbox::dialect::openai_responses {

inline constexpr std::size_t kMaxReferences = 1000;
inline constexpr std::size_t kMaxFilledInBytes = std::size_t{16} << 20;

/// The ids that the items of `input` name instead of saying them ("item_reference"), each once, sorted.
/// Errors: kInvalidArgument naming the item whose id is none, or with more than kMaxReferences items.
absl::StatusOr<std::vector<std::string>> ReferencesIn(json::Value input);

/// Items by their id, JSON.
using ItemsById = std::map<std::string, std::string, std::less<>>;

/// The body with every reference replaced by its item, without id and status: the provider may not have kept it. What
/// cannot be sent again goes: reasoning, which only its provider could read. Every other byte stays.
///
/// Errors: kNotFound, reason ITEM_NOT_FOUND, for a reference to none of the items; kOutOfRange, reason BODY_TOO_LARGE,
/// when the items have more than kMaxFilledInBytes together.
absl::StatusOr<std::string> WithItems(std::string_view body, const ItemsById& items);

}  // namespace signalbox::dialect::openai_responses
