#include "common/config/scalar.h"

#include <algorithm>
#include <charconv>

namespace signalbox::config {

std::optional<bool> ParseBool(const std::string& text) {
  if (text == "true" || text == "yes" || text == "on" || text == "1") return true;
  if (text == "false" || text == "no" || text == "off" || text == "0") return false;
  return std::nullopt;
}

std::optional<std::int64_t> ParseInt(const std::string& text) {
  std::string digits = text;
  std::erase(digits, '_');
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<double> ParseDouble(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::chrono::milliseconds> ParseDuration(const std::string& text) {
  const size_t unit_at = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::optional<std::int64_t> amount = ParseInt(text.substr(0, unit_at));
  const std::string unit = text.substr(unit_at);
  if (!amount || *amount > 1'000'000'000) return std::nullopt;
  if (unit == "ms") return std::chrono::milliseconds(*amount);
  if (unit == "s") return std::chrono::seconds(*amount);
  if (unit == "m") return std::chrono::minutes(*amount);
  if (unit == "h") return std::chrono::hours(*amount);
  if (unit.empty() && *amount == 0) return std::chrono::milliseconds(0);
  return std::nullopt;
}

}  // namespace signalbox::config
