#pragma once

#include <string_view>

#include <absl/status/status.h>

namespace signalbox::memory {

constexpr size_t kMaxSessionIdBytes = 256;
constexpr size_t kMaxRequestIdBytes = 128;

/// A session id is what the caller calls the conversation: 1 to 256 bytes of UTF-8 without control characters.
/// Errors: kInvalidArgument.
absl::Status CheckSessionId(std::string_view id);

/// Errors: kInvalidArgument unless `id` has 1 to 128 bytes of UTF-8 without control characters.
absl::Status CheckRequestId(std::string_view id);

/// The id of an answer or of an item of one, which is called `field`: 1 to 256 bytes, as above. Errors:
/// kInvalidArgument.
absl::Status CheckAnswerId(std::string_view field, std::string_view id);

}  // namespace signalbox::memory
