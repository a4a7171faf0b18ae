#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace signalbox::dialect {

// How much a model thinks is a word in some dialects and a number of tokens in others. One table for all of them: the
// one Google documents for its OpenAI-compatible API (ai.google.dev/gemini-api/docs/openai, "Thinking"), and above its
// last word the most that any Gemini thinks, which is also the most Anthropic advises for a request that somebody waits
// for.
//
//   none  minimal, low  medium  high   xhigh, max
//   0     1024          8192    24576  32768

/// The most that words up to "high" stand for.
inline constexpr std::int64_t kHighBudgetTokens = 24'576;

/// Nothing for a word that stands for no number.
std::optional<std::int64_t> BudgetOf(std::string_view effort);

/// A number of tokens as a word every model that reasons takes: low, medium or high.
struct EffortWord {
  std::string_view word;  ///< Empty where there is nothing to ask for: no thinking, or as much as the model likes.
  bool exact = false;     ///< Whether the word says all that the number said.
};

/// The first word whose budget covers `budget_tokens`, else high; -1 is as much as the model likes. "none" is never
/// said: models that do not reason refuse every effort, and most that do refuse that one.
EffortWord EffortOf(std::int64_t budget_tokens);

}  // namespace signalbox::dialect
