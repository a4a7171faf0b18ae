#include "common/dialect/openai_chat/usage.h"

#include <cstdint>

namespace signalbox::dialect::openai_chat {
namespace {

// No context window comes near it; a sum of two still fits everywhere.
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
  const auto prompt = Count(usage, "prompt_tokens");
  const auto completion = Count(usage, "completion_tokens");
  const auto cached = Detail(usage, "prompt_tokens_details", "cached_tokens");
  const auto reasoning = Detail(usage, "completion_tokens_details", "reasoning_tokens");
  const auto told_written = Detail(usage, "prompt_tokens_details", "cache_write_tokens");
  if (!Plausible(prompt) || !Plausible(completion) || !Plausible(cached) || !Plausible(reasoning)) return std::nullopt;
  if (*cached > *prompt || *reasoning > *completion || *prompt + *completion == 0) return std::nullopt;

  const bool believable = Plausible(told_written) && *told_written <= *prompt - *cached;
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
