#include "common/dialect/openai_responses/usage.h"

#include <cstdint>

namespace signalbox::dialect::openai_responses {
namespace {

// No context window comes near it; a sum of a few still fits everywhere.
constexpr std::int64_t kMaxTokens = 1'000'000'000;

bool Plausible(std::optional<std::int64_t> tokens) {
  return tokens && *tokens >= 0 && *tokens <= kMaxTokens;
}

std::optional<std::int64_t> Count(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value ? value->Int() : std::nullopt;
}

// A detail that is not there, or null, is zero; one that is no number is not.
std::optional<std::int64_t> Detail(json::Value usage, std::string_view group, std::string_view name) {
  const auto details = usage.Find(group);
  if (!details || !details->IsObject()) return 0;
  const auto value = details->Find(name);
  return value && !value->IsNull() ? value->Int() : 0;
}

}  // namespace

std::optional<llm::v1::Usage> ReadUsage(json::Value usage) {
  if (!usage.IsObject()) return std::nullopt;
  const auto input = Count(usage, "input_tokens");
  const auto output = Count(usage, "output_tokens");
  const auto cached = Detail(usage, "input_tokens_details", "cached_tokens");
  const auto written = Detail(usage, "input_tokens_details", "cache_write_tokens");
  const auto reasoning = Detail(usage, "output_tokens_details", "reasoning_tokens");
  for (const auto& count : {input, output, cached, written, reasoning}) {
    if (!Plausible(count)) return std::nullopt;
  }
  if (*cached + *written > *input || *reasoning > *output || *input + *output == 0) return std::nullopt;

  llm::v1::Usage result;
  result.set_input(*input - *cached - *written);
  result.set_input_cached(*cached);
  result.set_input_cache_write(*written);
  result.set_output(*output - *reasoning);
  result.set_output_reasoning(*reasoning);
  return result;
}

void WriteUsage(const llm::v1::Usage& usage, json::Writer& writer) {
  const std::int64_t input = usage.input() + usage.input_cached() + usage.input_cache_write();
  const std::int64_t output = usage.output() + usage.output_reasoning();
  writer.BeginObject().Key("input_tokens").Int(input);
  writer.Key("input_tokens_details").BeginObject().Key("cached_tokens").Int(usage.input_cached());
  writer.Key("cache_write_tokens").Int(usage.input_cache_write()).EndObject();
  writer.Key("output_tokens").Int(output);
  writer.Key("output_tokens_details").BeginObject().Key("reasoning_tokens").Int(usage.output_reasoning()).EndObject();
  writer.Key("total_tokens").Int(input + output).EndObject();
}

}  // namespace signalbox::dialect::openai_responses
