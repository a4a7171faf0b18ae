#include "common/dialect/openai_chat/usage.h"

#include <cstdint>

#include "common/dialect/token_counts.h"

namespace signalbox::dialect::openai_chat {

std::optional<llm::v1::Usage> ReadUsage(json::Value usage) {
  if (!usage.IsObject()) return std::nullopt;
  const auto prompt = CountIn(usage, "prompt_tokens");
  const auto completion = CountIn(usage, "completion_tokens");
  const auto cached = DetailIn(usage, "prompt_tokens_details", "cached_tokens");
  const auto reasoning = DetailIn(usage, "completion_tokens_details", "reasoning_tokens");
  const auto told_written = DetailIn(usage, "prompt_tokens_details", "cache_write_tokens");
  if (!IsPlausible(prompt) || !IsPlausible(completion) || !IsPlausible(cached) || !IsPlausible(reasoning))
    return std::nullopt;
  if (*cached > *prompt || *reasoning > *completion || *prompt + *completion == 0) return std::nullopt;

  const bool believable = IsPlausible(told_written) && *told_written <= *prompt - *cached;
  const std::int64_t written = believable ? *told_written : 0;
  llm::v1::Usage result;
  result.set_input(*prompt - *cached - written);
  result.set_input_cache_write(written);
  result.set_input_cached(*cached);
  result.set_output(*completion - *reasoning);
  result.set_output_reasoning(*reasoning);
  return result;
}

void WriteUsage(const llm::v1::Usage& usage, json::Writer& writer) {
  const std::int64_t prompt = usage.input() + usage.input_cached() + usage.input_cache_write();
  const std::int64_t completion = usage.output() + usage.output_reasoning();
  writer.BeginObject().Key("prompt_tokens").Int(prompt).Key("completion_tokens").Int(completion);
  writer.Key("total_tokens").Int(prompt + completion);
  writer.Key("prompt_tokens_details").BeginObject().Key("cached_tokens").Int(usage.input_cached());
  if (usage.input_cache_write() > 0) writer.Key("cache_write_tokens").Int(usage.input_cache_write());
  writer.EndObject().Key("completion_tokens_details").BeginObject();
  writer.Key("reasoning_tokens").Int(usage.output_reasoning()).EndObject().EndObject();
}

}  // namespace signalbox::dialect::openai_chat
