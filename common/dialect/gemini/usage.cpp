#include "common/dialect/gemini/usage.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "common/dialect/gemini/names.h"

namespace signalbox::dialect::gemini {
namespace {

// No context window comes near it; a sum of a few still fits everywhere.
constexpr std::int64_t kMaxTokens = 1'000'000'000;

enum Class : std::size_t { kPrompt, kCached, kToolUse, kCandidates, kThoughts, kClasses };
constexpr std::array<std::string_view, kClasses> kNames = {"promptTokenCount", "cachedContentTokenCount",
                                                           "toolUsePromptTokenCount", "candidatesTokenCount",
                                                           "thoughtsTokenCount"};

}  // namespace

std::optional<llm::v1::Usage> ReadUsage(json::Value usage) {
  if (!usage.IsObject()) return std::nullopt;
  std::array<std::int64_t, kClasses> counts{};
  for (const auto [key, value] : usage.members()) {
    const auto name = std::find_if(kNames.begin(), kNames.end(),
                                   [&, key = key](std::string_view known) { return IsField(key, known); });
    if (name == kNames.end() || value.IsNull()) continue;
    const auto count = IntOf(value);
    if (!count || *count < 0 || *count > kMaxTokens) return std::nullopt;
    counts[static_cast<std::size_t>(name - kNames.begin())] = *count;
  }
  const std::int64_t input = counts[kPrompt] + counts[kToolUse];
  if (counts[kCached] > counts[kPrompt] || input + counts[kCandidates] + counts[kThoughts] == 0) return std::nullopt;

  llm::v1::Usage result;
  result.set_input(input - counts[kCached]);
  result.set_input_cached(counts[kCached]);
  result.set_output(counts[kCandidates]);
  result.set_output_reasoning(counts[kThoughts]);
  return result;
}

void WriteUsage(const llm::v1::Usage& usage, json::Writer& writer) {
  const std::int64_t prompt = usage.input() + usage.input_cached() + usage.input_cache_write();
  writer.BeginObject().Key("promptTokenCount").Int(prompt);
  writer.Key("candidatesTokenCount").Int(usage.output());
  writer.Key("totalTokenCount").Int(prompt + usage.output() + usage.output_reasoning());
  if (usage.input_cached() > 0) writer.Key("cachedContentTokenCount").Int(usage.input_cached());
  if (usage.output_reasoning() > 0) writer.Key("thoughtsTokenCount").Int(usage.output_reasoning());
  writer.EndObject();
}

}  // namespace signalbox::dialect::gemini
