/// The speed of finding a rule and of choosing a deployment.

#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "common/names/pattern_table.h"
#include "services/router/domain/routing/decision.h"
#include "tests/unit/services/router/routing/candidate_fixtures.h"

namespace signalbox::router {
namespace {

constexpr int kRules = 1000;
constexpr int kCandidates = 50;

std::vector<NamePattern> Rules() {
  std::vector<NamePattern> rules;
  for (int i = 0; i < kRules; ++i) {
    const std::string number = std::to_string(i);
    rules.push_back(*ParseNamePattern(i % 2 == 0 ? "family-" + number + "-*" : "vendor-(.*)-v" + number));
  }
  return rules;
}

/// Reading a thousand rules and making their table.
void BM_CompileRules(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(PatternTable::Build(Rules()));
}
BENCHMARK(BM_CompileRules)->Unit(benchmark::kMillisecond);

void Match(benchmark::State& state, const std::string& name) {
  const PatternTable table = *PatternTable::Build(Rules());
  for (auto _ : state) benchmark::DoNotOptimize(table.Find(name));
}
BENCHMARK_CAPTURE(Match, first, std::string("family-0-large"));
BENCHMARK_CAPTURE(Match, last_with_capture, std::string("vendor-opus-v999"));
BENCHMARK_CAPTURE(Match, none, std::string("gpt-4.1-mini-2025-04-14"));

void Choose(benchmark::State& state, const std::string& strategy) {
  testing::Field field(
      std::vector<DeploymentTraits>(kCandidates, {.weight = 2, .rpm = 1'000'000, .tags = {"default"}}));
  const Strategies strategies = {*MakeStrategy(strategy, {field.traits(), std::make_shared<Turns>(0)})};
  for (int i = 0; i < kCandidates; ++i) {
    field.live(static_cast<std::size_t>(i)).latency.Add(std::chrono::milliseconds(100 + i), testing::kBegin);
  }
  std::mt19937_64 generator(1);
  const Random random = [&](std::uint64_t bound) { return generator() % bound; };
  RouteQuery query{.input_tokens = 1000, .output_tokens = 100, .now = testing::kBegin};
  for (auto _ : state) {
    ++query.prefix_hash;
    auto candidates = field.Fresh();
    benchmark::DoNotOptimize(Decide(strategies, query, candidates, random));
  }
}
BENCHMARK_CAPTURE(Choose, simple_shuffle, "simple-shuffle");
BENCHMARK_CAPTURE(Choose, weighted_round_robin, "weighted-round-robin");
BENCHMARK_CAPTURE(Choose, lowest_latency, "lowest-latency");
BENCHMARK_CAPTURE(Choose, least_busy, "least-busy");
BENCHMARK_CAPTURE(Choose, lowest_tpm_rpm, "lowest-tpm-rpm");
BENCHMARK_CAPTURE(Choose, lowest_cost, "lowest-cost");
BENCHMARK_CAPTURE(Choose, tag_based, "tag-based");
BENCHMARK_CAPTURE(Choose, priority, "priority");
BENCHMARK_CAPTURE(Choose, prefix_affinity, "prefix-affinity");

}  // namespace
}  // namespace signalbox::router

BENCHMARK_MAIN();
