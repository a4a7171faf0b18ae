#include "common/dialect/token_counts.h"

namespace signalbox::dialect {
namespace {

// A sum of a few still fits everywhere.
constexpr std::int64_t kMaxTokens = 1'000'000'000;

}  // namespace

bool IsPlausible(std::optional<std::int64_t> tokens) {
  return tokens && *tokens >= 0 && *tokens <= kMaxTokens;
}

std::optional<std::int64_t> CountIn(json::Value usage, std::string_view name) {
  const auto value = usage.Find(name);
  return value ? value->Int() : std::nullopt;
}

std::optional<std::int64_t> DetailIn(json::Value usage, std::string_view group, std::string_view name) {
  const auto details = usage.Find(group);
  if (!details || !details->IsObject()) return 0;
  const auto value = details->Find(name);
  return value && !value->IsNull() ? value->Int() : 0;
}

}  // namespace signalbox::dialect
