#include "common/dialect/thinking_effort.h"

#include <array>

namespace signalbox::dialect {
namespace {

struct Effort {
  std::string_view word;
  std::int64_t budget_tokens;
  bool everywhere = false;  // Whether every model that reasons takes the word.
};

constexpr auto kEfforts = std::to_array<Effort>({
    {"none", 0},
    {"minimal", 1'024},
    {"low", 1'024, true},
    {"medium", 8'192, true},
    {"high", kHighBudgetTokens, true},
    {"xhigh", 32'768},
    {"max", 32'768},
});

}  // namespace

std::optional<std::int64_t> BudgetOf(std::string_view effort) {
  for (const Effort& known : kEfforts) {
    if (known.word == effort) return known.budget_tokens;
  }
  return std::nullopt;
}

EffortWord EffortOf(std::int64_t budget_tokens) {
  if (budget_tokens <= 0) return {"", budget_tokens < 0};
  for (const Effort& known : kEfforts) {
    if (known.everywhere && budget_tokens <= known.budget_tokens) {
      return {known.word, budget_tokens == known.budget_tokens};
    }
  }
  return {"high", false};
}

}  // namespace signalbox::dialect
