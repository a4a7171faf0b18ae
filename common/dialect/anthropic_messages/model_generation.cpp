#include "common/dialect/anthropic_messages/model_generation.h"

#include <charconv>
#include <optional>
#include <utility>

namespace signalbox::dialect::anthropic_messages {
namespace {

constexpr std::pair<int, int> kFirstAdaptive = {4, 7};
constexpr std::pair<int, int> kFirstWithOneSampler = {4, 1};

// The next word of "claude-opus-4-7@20260101", and what stands behind it.
std::string_view TakeWord(std::string_view& name) {
  const std::size_t end = name.find_first_of("-.@:/");
  const std::string_view word = name.substr(0, end);
  name = end == std::string_view::npos ? std::string_view() : name.substr(end + 1);
  return word;
}

// A version has one or two digits; eight are a date.
std::optional<int> VersionOf(std::string_view word) {
  int number = 0;
  const auto result = std::from_chars(word.data(), word.data() + word.size(), number);
  if (word.empty() || word.size() > 2 || result.ptr != word.data() + word.size()) return std::nullopt;
  return number;
}

// Whether a version stands in the name that is not before `first`.
bool IsFrom(std::pair<int, int> first, std::string_view model) {
  constexpr std::string_view kFamily = "claude-";
  const std::size_t family = model.rfind(kFamily);
  if (family == std::string_view::npos) return false;
  model.remove_prefix(family + kFamily.size());
  while (!model.empty()) {
    const auto major = VersionOf(TakeWord(model));
    if (major) return std::pair(*major, VersionOf(TakeWord(model)).value_or(0)) >= first;
  }
  return false;
}

}  // namespace

bool ThinksAdaptively(std::string_view model) {
  return IsFrom(kFirstAdaptive, model);
}

bool TakesOneSampler(std::string_view model) {
  return IsFrom(kFirstWithOneSampler, model);
}

}  // namespace signalbox::dialect::anthropic_messages
