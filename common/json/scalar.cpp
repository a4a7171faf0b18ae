#include "common/json/scalar.h"

namespace signalbox::json {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsHex(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool TakeDigits(std::string_view& rest) {
  std::size_t count = 0;
  while (count < rest.size() && IsDigit(rest[count])) ++count;
  rest.remove_prefix(count);
  return count > 0;
}

bool TakeOne(std::string_view& rest, std::string_view any_of) {
  if (rest.empty() || any_of.find(rest[0]) == std::string_view::npos) return false;
  rest.remove_prefix(1);
  return true;
}

bool IsPlainEscape(char letter) {
  switch (letter) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
      return true;
    default:
      return false;
  }
}

// Length of the escape that starts at the backslash in front of `rest`, 0 when it is wrong.
std::size_t EscapeLength(std::string_view rest) {
  if (rest.size() < 2) return 0;
  if (rest[1] != 'u') return IsPlainEscape(rest[1]) ? 2 : 0;
  if (rest.size() < 6) return 0;
  for (std::size_t i = 2; i < 6; ++i) {
    if (!IsHex(rest[i])) return 0;
  }
  return 6;
}

}  // namespace

bool IsNumberToken(std::string_view token) {
  TakeOne(token, "-");
  if (!TakeOne(token, "0") && !TakeDigits(token)) return false;
  if (TakeOne(token, ".") && !TakeDigits(token)) return false;
  if (TakeOne(token, "eE")) {
    TakeOne(token, "+-");
    if (!TakeDigits(token)) return false;
  }
  return token.empty();
}

std::size_t FindBadEscape(std::string_view quoted, std::size_t first) {
  std::size_t at = first;
  while (at != std::string_view::npos) {
    const std::size_t length = EscapeLength(quoted.substr(at, 6));
    if (length == 0) return at;
    at = quoted.find('\\', at + length);
  }
  return std::string_view::npos;
}

}  // namespace signalbox::json
