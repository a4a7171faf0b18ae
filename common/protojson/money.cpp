#include "common/protojson/money.h"

#include <charconv>
#include <system_error>

namespace signalbox::protojson {
namespace {

constexpr int kDecimals = 9;
constexpr int kMaxDigits = 19;  // Of int64 in decimal.

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// A decimal number taken apart: digits without leading zeros, times ten to the exponent.
struct Decimal {
  bool negative = false;
  std::string digits;
  int exponent = 0;
};

bool TakeDigits(std::string_view& rest, std::string& into) {
  std::size_t count = 0;
  while (count < rest.size() && IsDigit(rest[count])) ++count;
  into += rest.substr(0, count);
  rest.remove_prefix(count);
  return count > 0;
}

bool TakeExponent(std::string_view& rest, int& exponent) {
  rest.remove_prefix(1);
  if (!rest.empty() && rest[0] == '+') rest.remove_prefix(1);
  int value = 0;
  const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (result.ec != std::errc() || value > 100 || value < -100) return false;
  rest.remove_prefix(result.ptr - rest.data());
  exponent += value;
  return true;
}

std::optional<Decimal> Parse(std::string_view text) {
  Decimal decimal;
  if (!text.empty() && text[0] == '-') {
    decimal.negative = true;
    text.remove_prefix(1);
  }
  if (!TakeDigits(text, decimal.digits)) return std::nullopt;
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    const std::size_t before = decimal.digits.size();
    if (!TakeDigits(text, decimal.digits)) return std::nullopt;
    decimal.exponent -= static_cast<int>(decimal.digits.size() - before);
  }
  if (!text.empty() && (text[0] == 'e' || text[0] == 'E') && !TakeExponent(text, decimal.exponent)) return std::nullopt;
  if (!text.empty()) return std::nullopt;
  decimal.digits.erase(0, decimal.digits.find_first_not_of('0'));
  return decimal;
}

// Brings the digits to whole nanos; false when that would lose any, or cannot fit.
bool ScaleToNanos(Decimal& decimal) {
  decimal.exponent += kDecimals;
  while (decimal.exponent < 0 && !decimal.digits.empty() && decimal.digits.back() == '0') {
    decimal.digits.pop_back();
    ++decimal.exponent;
  }
  if (decimal.digits.empty()) return true;
  if (decimal.exponent < 0 || decimal.digits.size() + decimal.exponent > kMaxDigits) return false;
  decimal.digits.append(decimal.exponent, '0');
  return true;
}

}  // namespace

std::string UsdOf(std::int64_t nanos) {
  const bool negative = nanos < 0;
  std::string digits = std::to_string(negative ? 0 - static_cast<std::uint64_t>(nanos) : nanos);
  if (digits.size() <= kDecimals) digits.insert(0, kDecimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - kDecimals, 1, '.');
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return negative ? "-" + digits : digits;
}

std::optional<std::int64_t> NanosOf(std::string_view usd) {
  auto decimal = usd.size() > 64 ? std::nullopt : Parse(usd);
  if (!decimal || !ScaleToNanos(*decimal)) return std::nullopt;
  const std::string text = (decimal->negative ? "-" : "") + (decimal->digits.empty() ? "0" : decimal->digits);
  std::int64_t nanos = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), nanos);
  if (result.ec != std::errc()) return std::nullopt;
  return nanos;
}

}  // namespace signalbox::protojson
