#include "services/memory/domain/names.h"

#include <string>

#include "common/status/error.h"

namespace signalbox::memory {
namespace {

constexpr char32_t kInvalid = 0xFFFFFFFF;

/// Length of the UTF-8 sequence that `lead` opens; 0 when it opens none.
size_t SequenceLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

/// Takes one code point off the front; kInvalid for an overlong, surrogate, out-of-range or broken one.
char32_t TakeCodePoint(std::string_view& text) {
  static constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const auto lead = static_cast<unsigned char>(text[0]);
  const size_t length = SequenceLength(lead);
  if (length == 0 || length > text.size()) return kInvalid;
  char32_t point = length == 1 ? lead : lead & (0x7F >> length);
  for (size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) return kInvalid;
    point = (point << 6) | (next & 0x3F);
  }
  text.remove_prefix(length);
  const bool surrogate = point >= 0xD800 && point < 0xE000;
  return point < kLeast[length] || point > 0x10FFFF || surrogate ? kInvalid : point;
}

bool IsPrintable(std::string_view text) {
  while (!text.empty()) {
    const char32_t point = TakeCodePoint(text);
    if (point == kInvalid || point < 0x20 || (point >= 0x7F && point < 0xA0)) return false;
  }
  return true;
}

absl::Status Check(std::string_view name, std::string_view id, size_t most) {
  if (!id.empty() && id.size() <= most && IsPrintable(id)) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "",
               std::string(name) + " must have 1 to " + std::to_string(most) + " bytes and no control characters",
               {{"field", std::string(name)}});
}

}  // namespace

absl::Status CheckSessionId(std::string_view id) {
  return Check("session_id", id, kMaxSessionIdBytes);
}

absl::Status CheckRequestId(std::string_view id) {
  return Check("request_id", id, kMaxRequestIdBytes);
}

absl::Status CheckAnswerId(std::string_view field, std::string_view id) {
  return Check(field, id, kMaxSessionIdBytes);
}

}  // namespace signalbox::memory
