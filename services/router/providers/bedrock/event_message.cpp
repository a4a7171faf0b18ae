#include "services/router/providers/bedrock/event_message.h"

#include <array>
#include <cstdint>
#include <optional>

#include <zlib.h>

#include "common/status/error.h"

namespace signalbox::router::bedrock {
namespace {

constexpr std::size_t kChecksumBytes = 4;

absl::Status Broken(std::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, "", what);
}

std::size_t BigEndian(std::string_view bytes) {
  std::size_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

bool ChecksumHolds(std::string_view covered, std::string_view checksum) {
  const uLong found = crc32_z(0, reinterpret_cast<const Bytef*>(covered.data()), covered.size());
  return found == BigEndian(checksum);
}

/// Takes the first `size` bytes, or nothing when there are fewer.
std::optional<std::string_view> Take(std::string_view& bytes, std::size_t size) {
  if (bytes.size() < size) return std::nullopt;
  const std::string_view taken = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return taken;
}

/// Takes a field that begins with its own length.
std::optional<std::string_view> TakeSized(std::string_view& bytes, std::size_t length_bytes) {
  const auto length = Take(bytes, length_bytes);
  return length ? Take(bytes, BigEndian(*length)) : std::nullopt;
}

constexpr std::size_t kBytesType = 6;
constexpr std::size_t kStringType = 7;

/// A header's value; empty for one that is no text.
std::optional<std::string_view> TakeValue(std::string_view& bytes) {
  // true, false, byte, short, integer, long, bytes, string, timestamp, UUID.
  constexpr std::array<std::size_t, 10> kSizes{0, 0, 1, 2, 4, 8, 0, 0, 8, 16};
  const auto type_byte = Take(bytes, 1);
  if (!type_byte) return std::nullopt;
  const std::size_t type = BigEndian(*type_byte);
  if (type >= kSizes.size()) return std::nullopt;
  if (type == kStringType) return TakeSized(bytes, 2);
  const auto value = type == kBytesType ? TakeSized(bytes, 2) : Take(bytes, kSizes[type]);
  return value ? std::optional<std::string_view>("") : std::nullopt;
}

bool ReadHeaders(std::string_view headers, EventMessage& message) {
  while (!headers.empty()) {
    const auto name = TakeSized(headers, 1);
    const auto value = name ? TakeValue(headers) : std::nullopt;
    if (!value) return false;
    if (*name == ":message-type") message.message_type = *value;
    if (*name == ":event-type" || *name == ":exception-type" || *name == ":error-code") message.type = *value;
    if (*name == ":error-message") message.error_message = *value;
  }
  return true;
}

}  // namespace

absl::StatusOr<std::size_t> MessageLength(std::string_view prelude, std::size_t max_bytes,
                                          std::size_t max_header_bytes) {
  if (!ChecksumHolds(prelude.substr(0, 8), prelude.substr(8, kChecksumBytes))) {
    return Broken("the checksum of a message's prelude is wrong");
  }
  const std::size_t length = BigEndian(prelude.substr(0, 4));
  const std::size_t headers = BigEndian(prelude.substr(4, 4));
  if (length > max_bytes || headers > max_header_bytes) {
    return Error(absl::StatusCode::kResourceExhausted, "", "a message of the stream is too large");
  }
  if (length < kPreludeBytes + headers + kChecksumBytes) return Broken("a message's lengths contradict each other");
  return length;
}

absl::StatusOr<EventMessage> ReadMessage(std::string_view bytes) {
  const std::size_t covered = bytes.size() - kChecksumBytes;
  if (!ChecksumHolds(bytes.substr(0, covered), bytes.substr(covered))) {
    return Broken("the checksum of a message is wrong");
  }
  const std::size_t headers = BigEndian(bytes.substr(4, 4));
  EventMessage message;
  if (!ReadHeaders(bytes.substr(kPreludeBytes, headers), message)) return Broken("a message's headers are broken");
  const bool known =
      message.message_type == "event" || message.message_type == "exception" || message.message_type == "error";
  if (!known) return Broken("a message does not say what it is");
  message.payload = bytes.substr(kPreludeBytes + headers, covered - kPreludeBytes - headers);
  return message;
}

}  // namespace signalbox::router::bedrock
