#include "services/router/answers/loose_usage.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace signalbox::router {
namespace {

constexpr std::int64_t kMaxTokens = 1'000'000'000;

std::optional<std::int64_t> FirstOf(json::Value object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto value = object.Find(name);
    const std::optional<std::int64_t> number = value ? value->Int() : std::nullopt;
    if (number && *number >= 0 && *number <= kMaxTokens) return number;
  }
  return std::nullopt;
}

}  // namespace

std::optional<llm::v1::Usage> ReadLooseUsage(json::Value usage) {
  if (!usage.IsObject()) return std::nullopt;
  const auto output = FirstOf(usage, {"output_tokens", "completion_tokens"});
  auto input = FirstOf(usage, {"input_tokens", "prompt_tokens"});
  if (!input && !output) input = FirstOf(usage, {"total_tokens"});
  if (input.value_or(0) + output.value_or(0) == 0) return std::nullopt;
  llm::v1::Usage read;
  read.set_input(input.value_or(0));
  read.set_output(output.value_or(0));
  return read;
}

}  // namespace signalbox::router
