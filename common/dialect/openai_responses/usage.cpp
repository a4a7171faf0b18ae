#include "common/dialect/openai_responses/usage.h"

#include <cstdint>

#include "common/dialect/token_counts.h"

namespace signalbox::dialect::openai_responses {

std::optional<llm::v1::Usage> ReadUsage(json::Value usage) {
  if (!usage.IsObject()) return std::nullopt;
  const auto input = CountIn(usage, "input_tokens");
  const auto output = CountIn(usage, "output_tokens");
  const auto cached = DetailIn(usage, "input_tokens_details", "cached_tokens");
  const auto written = DetailIn(usage, "input_tokens_details", "cache_write_tokens");
  const auto reasoning = DetailIn(usage, "output_tokens_details", "reasoning_tokens");
  for (const auto& count : {input, output, cached, written, reasoning}) {
    if (!IsPlausible(count)) return std::nullopt;
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
