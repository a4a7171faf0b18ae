#include "common/dialect/anthropic_messages/usage.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

// No context window comes near it; a sum of a few still fits everywhere.
constexpr std::int64_t kMaxTokens = 1'000'000'000;

}  // namespace

void UsageTotals::Add(json::Value usage) {
  if (!usage.IsObject()) return;
  const auto read = [this](json::Value value, auto& into) {
    const auto tokens = value.Int();
    if (value.IsNull()) return;
    broken_ = broken_ || !tokens || *tokens < 0 || *tokens > kMaxTokens;
    if (tokens) into = *tokens;
  };
  for (const auto [key, value] : usage.members()) {
    if (key.Is("input_tokens")) {
      read(value, input_);
    } else if (key.Is("output_tokens")) {
      read(value, output_);
    } else if (key.Is("cache_read_input_tokens")) {
      read(value, cache_read_);
    } else if (key.Is("cache_creation_input_tokens")) {
      read(value, cache_write_);
    } else if (key.Is("output_tokens_details") && value.IsObject()) {
      if (const auto thinking = value.Find("thinking_tokens")) read(*thinking, thinking_);
    }
  }
}

std::optional<llm::v1::Usage> UsageTotals::Total() const {
  if (broken_ || !input_ || !output_ || thinking_ > *output_) return std::nullopt;
  if (*input_ + *output_ + cache_read_ + cache_write_ == 0) return std::nullopt;
  llm::v1::Usage usage;
  usage.set_input(*input_);
  usage.set_input_cached(cache_read_);
  usage.set_input_cache_write(cache_write_);
  usage.set_output(*output_ - thinking_);
  usage.set_output_reasoning(thinking_);
  return usage;
}

std::optional<llm::v1::Usage> ReadUsage(json::Value usage) {
  UsageTotals totals;
  totals.Add(usage);
  return totals.Total();
}

void WriteUsage(const llm::v1::Usage& usage, std::string_view service_tier, json::Writer& writer) {
  writer.BeginObject();
  writer.Key("input_tokens").Int(usage.input());
  writer.Key("cache_creation_input_tokens").Int(usage.input_cache_write());
  writer.Key("cache_read_input_tokens").Int(usage.input_cached());
  writer.Key("output_tokens").Int(usage.output() + usage.output_reasoning());
  if (usage.output_reasoning() > 0) {
    writer.Key("output_tokens_details").BeginObject().Key("thinking_tokens").Int(usage.output_reasoning()).EndObject();
  }
  if (!service_tier.empty()) writer.Key("service_tier").String(service_tier);
  writer.EndObject();
}

}  // namespace signalbox::dialect::anthropic_messages
