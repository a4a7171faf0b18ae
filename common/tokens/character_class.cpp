#include "common/tokens/character_class.h"

#include <cstddef>

namespace signalbox::tokens {
namespace {

struct Lead {
  unsigned size = 0;  // 0: starts no character.
  std::uint32_t bits = 0;
  std::uint32_t least = 0;  // Below it the form is overlong.
};

Lead ReadLead(unsigned char byte) {
  if (byte >= 0xC2 && byte < 0xE0) return {2, byte & 0x1Fu, 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return {3, byte & 0x0Fu, 0x800};
  if (byte >= 0xF0 && byte < 0xF5) return {4, byte & 0x07u, 0x10000};
  return {};
}

}  // namespace

Character ReadMultibyte(const char* at, const char* end) {
  constexpr Character kMalformed{kOther, 1};
  const Lead lead = ReadLead(static_cast<unsigned char>(*at));
  if (lead.size == 0 || end - at < static_cast<std::ptrdiff_t>(lead.size)) return kMalformed;
  std::uint32_t code_point = lead.bits;
  for (unsigned i = 1; i < lead.size; ++i) {
    const auto byte = static_cast<unsigned char>(at[i]);
    if ((byte & 0xC0) != 0x80) return kMalformed;
    code_point = code_point << 6 | (byte & 0x3Fu);
  }
  const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
  if (code_point < lead.least || code_point > 0x10FFFF || surrogate) return kMalformed;
  return {ClassOf(code_point), lead.size};
}

}  // namespace signalbox::tokens
