#pragma once

#include <cstdint>
#include <string>

#include <absl/status/statusor.h>

namespace signalbox::memory {

/// kInvalidArgument, with the field as metadata.
absl::Status OutOfBounds(const std::string& field, std::int64_t least, std::int64_t most);

/// `value`, or `fallback` for an absent one (0). Errors: OutOfBounds unless it is 1 to `most`.
absl::StatusOr<std::int64_t> Bounded(const std::string& field, std::int64_t value, std::int64_t fallback,
                                     std::int64_t most);

}  // namespace signalbox::memory
