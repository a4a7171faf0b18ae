#pragma once

#include <map>
#include <string>
#include <string_view>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

namespace signalbox {

/// Facts about a failure that a program may use: "retry_after_ms", "field", "scope".
using ErrorMetadata = std::map<std::string, std::string>;

/// A failure with a reason that a caller can act on (UPPER_SNAKE_CASE; empty when there is none) and a message for
/// people.
///
/// The message may reach callers unless the code is kInternal or kUnknown.
absl::Status Error(absl::StatusCode code, std::string_view reason, std::string_view message,
                   const ErrorMetadata& metadata = {});

/// The reason given to Error(); empty for a status without one.
std::string ReasonOf(const absl::Status& status);

/// The metadata given to Error().
ErrorMetadata MetadataOf(const absl::Status& status);

/// The message as a std::string: absl's own string_view is another type here.
std::string MessageOf(const absl::Status& status);

}  // namespace signalbox
