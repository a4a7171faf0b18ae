#include "common/dialect/gemini/retry_delay.h"

#include <charconv>

#include <fmt/format.h>

namespace signalbox::dialect::gemini {
namespace {

constexpr double kLongestSeconds = 86'400;

}  // namespace

std::optional<std::chrono::milliseconds> ParseRetryDelay(std::string_view text) {
  if (!text.ends_with('s')) return std::nullopt;
  text.remove_suffix(1);
  double seconds = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!(seconds >= 0 && seconds <= kLongestSeconds)) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000 + 0.5));
}

std::string FormatRetryDelay(std::chrono::milliseconds delay) {
  const auto seconds = delay.count() / 1000;
  const auto rest = delay.count() % 1000;
  return rest == 0 ? fmt::format("{}s", seconds) : fmt::format("{}.{:03}s", seconds, rest);
}

}  // namespace signalbox::dialect::gemini
