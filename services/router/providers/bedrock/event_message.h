#pragma once

#include <cstddef>
#include <string_view>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

namespace signalbox::router::bedrock {

inline constexpr std::size_t kPreludeBytes = 12;

/// One message of AWS's event stream. Its views point into the bytes it was read from.
struct EventMessage {
  std::string_view message_type;  ///< "event", "exception" or "error".
  std::string_view type;          ///< Of the event or exception; the code of an error.
  std::string_view error_message;
  std::string_view payload;
};

/// The length of the message that begins with these kPreludeBytes.
/// Errors: kInvalidArgument when the checksum is wrong or the lengths cannot be; kResourceExhausted when it is longer
/// than `max_bytes` or has more than `max_header_bytes` of headers.
absl::StatusOr<std::size_t> MessageLength(std::string_view prelude, std::size_t max_bytes,
                                          std::size_t max_header_bytes);

/// Reads one whole message, whose prelude was read by MessageLength(). Errors: kInvalidArgument when the checksum or a
/// header is wrong, or it does not say what it is.
absl::StatusOr<EventMessage> ReadMessage(std::string_view message);

}  // namespace signalbox::router::bedrock
