#include "services/router/file_routing.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "common/status/error.h"
#include "services/router/domain/routing/strategy.h"
#include "services/router/domain/validate.h"

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;

constexpr int kMost = std::numeric_limits<int>::max();
// USD per million tokens are millions of pico-USD per token: 10^12 / 10^6.
constexpr double kPicosPerPrice = 1e6;
constexpr double kHighestPrice = 1e6;

/// A number that may be absent.
void GetOptional(config::Reader& map, std::string_view key, std::optional<std::uint32_t>& target, int least, int most) {
  int value = least - 1;
  map.Get(key, value, least, most);
  if (value >= least) target = static_cast<std::uint32_t>(value);
}

void ReadPrice(config::Reader& map, std::optional<TokenPrice>& price) {
  double input = -1;
  double output = -1;
  map.Get("input_price", input, 0, kHighestPrice);
  map.Get("output_price", output, 0, kHighestPrice);
  if ((input < 0) != (output < 0)) return map.Fail("input_price", "and output_price are needed both");
  if (input >= 0) price = TokenPrice{std::llround(input * kPicosPerPrice), std::llround(output * kPicosPerPrice)};
}

void ReadStrategies(config::Reader& map, std::vector<std::string>& strategies) {
  map.Get("strategy", strategies);
  for (const std::string& name : strategies) {
    const absl::Status status = CheckStrategy(name);
    if (!status.ok()) return map.Fail("strategy", MessageOf(status));
  }
}

void ReadModels(config::Reader& map, std::string_view key, std::vector<std::string>& models) {
  map.Get(key, models);
  for (const std::string& model : models) {
    const absl::Status status = CheckModelName(model);
    if (!status.ok()) return map.Fail(key, MessageOf(status));
  }
}

void ReadBreaker(config::Reader& map, BreakerOptions& options) {
  map.Get("server_faults", options.server_faults, 1, 1000);
  map.Get("transport_faults", options.transport_faults, 1, 1000);
  map.Get("error_rate", options.error_rate, 0.01, 1);
  map.Get("min_requests", options.min_requests, 1, 1'000'000);
  map.Get("open", options.open, 10ms, 1h);
  map.Get("open_max", options.open_max, 10ms, 24h);
  map.Get("successes_to_close", options.successes_to_close, 1, 100);
  map.Get("slow_start", options.slow_start, 0ms, 1h);
  if (options.open_max < options.open) map.Fail("open_max", "must be at least open");
}

void ReadRest(config::Reader& map, RestOptions& options) {
  map.Get("first", options.first, 10ms, 1h);
  map.Get("longest", options.longest, 10ms, 24h);
  map.Get("longest_told", options.longest_told, 10ms, 24h);
  map.Get("without_quota", options.without_quota, 10ms, 24h);
  map.Get("without_quota_max", options.without_quota_max, 10ms, 24h);
  if (options.longest < options.first) map.Fail("longest", "must be at least first");
  if (options.without_quota_max < options.without_quota) {
    map.Fail("without_quota_max", "must be at least without_quota");
  }
}

void ReadRetry(config::Reader& map, RetryOptions& options) {
  map.Get("first", options.first, 1ms, 1min);
  map.Get("longest", options.longest, 1ms, 1min);
  map.Get("longest_wait", options.longest_wait, 0ms, 5min);
  if (options.longest < options.first) map.Fail("longest", "must be at least first");
}

RuleTarget ReadTarget(config::Reader& map) {
  RuleTarget target;
  map.Get("provider", target.provider);
  map.Get("upstream_model", target.upstream_model);
  ReadTraits(map, target.traits);
  return target;
}

}  // namespace

void ReadTraits(config::Reader& map, DeploymentTraits& traits) {
  GetOptional(map, "weight", traits.weight, 0, kMaxWeight);
  GetOptional(map, "rpm", traits.rpm, 1, kMost);
  GetOptional(map, "tpm", traits.tpm, 1, kMost);
  map.Get("priority", traits.priority, -1'000'000, 1'000'000);
  map.Get("tags", traits.tags);
  std::int64_t window = 0;
  map.Get("context_window", window, 1, std::int64_t{1} << 40);
  if (window > 0) traits.context_window = window;
  ReadPrice(map, traits.price);
}

void ReadTraits(config::Reader& map, AccountTraits& traits) {
  std::optional<std::uint32_t> weight;
  GetOptional(map, "weight", weight, 0, kMaxWeight);
  traits.weight = weight.value_or(1);
  map.Get("priority", traits.priority, -1'000'000, 1'000'000);
  GetOptional(map, "rpm", traits.rpm, 1, kMost);
  GetOptional(map, "tpm", traits.tpm, 1, kMost);
}

void ReadPolicy(config::Reader& map, ModelPolicy& policy) {
  ReadStrategies(map, policy.strategies);
  ReadModels(map, "fallbacks", policy.fallbacks);
  ReadModels(map, "context_window_fallbacks", policy.context_window_fallbacks);
}

void ReadRoutingOptions(config::Reader& section, RoutingOptions& options) {
  section.GetMap("routing", [&](config::Reader& map) {
    ReadStrategies(map, options.strategies);
    map.Get("max_attempts", options.max_attempts, 1, 20);
    map.GetMap("retry", [&](config::Reader& retry) { ReadRetry(retry, options.retry); });
    map.GetMap("breaker", [&](config::Reader& breaker) { ReadBreaker(breaker, options.breaker); });
    map.GetMap("rest", [&](config::Reader& rest) { ReadRest(rest, options.rest); });
  });
}

RoutingRule ReadRule(config::Reader& map) {
  RoutingRule rule;
  rule.origin = Origin::kFile;
  map.Get("match", rule.match);
  rule.name = rule.match;
  map.Get("name", rule.name);
  map.Get("priority", rule.priority, -1'000'000, 1'000'000);
  map.Get("enabled", rule.enabled);
  map.Get("model", rule.model);
  bool passthrough = false;
  map.Get("passthrough", passthrough);
  std::string provider;
  map.Get("provider", provider);
  if (passthrough && provider.empty()) map.Fail("passthrough", "needs a provider");
  if (!provider.empty()) {
    if (!passthrough && rule.model.empty()) map.Fail("provider", "needs passthrough: true; else write targets");
    rule.targets.push_back({"", provider});
  }
  map.GetEach("targets", [&](config::Reader& item) { rule.targets.push_back(ReadTarget(item)); });
  ModelPolicy policy;
  ReadPolicy(map, policy);
  rule.strategies = std::move(policy.strategies);
  rule.fallbacks = std::move(policy.fallbacks);
  rule.context_window_fallbacks = std::move(policy.context_window_fallbacks);
  return rule;
}

}  // namespace signalbox::router
