#include "services/router/domain/rehearsal.h"

#include <random>

#include <gtest/gtest.h>

#include "tests/unit/services/router/catalog_fixtures.h"

namespace signalbox::router {
namespace {

using namespace testing;  // NOLINT: this service's fixtures.
using namespace std::chrono_literals;

constexpr int kWorlds = 400;
constexpr int kRequests = 25;  // To each world, so that all kinds of live states come about.

constexpr std::string_view kStrategyNames[] = {"simple-shuffle", "weighted-round-robin", "lowest-latency", "least-busy",
                                               "lowest-tpm-rpm", "lowest-cost",          "tag-based",      "priority",
                                               "prefix-affinity"};

/// Everything that is random in a test, from one seed.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : generator_(seed) {}

  std::uint64_t Below(std::uint64_t bound) {
    return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(generator_);
  }
  bool OneIn(std::uint64_t n) { return Below(n) == 0; }
  template <typename T>
  std::optional<T> Maybe(std::uint64_t bound) {
    return OneIn(2) ? std::optional<T>(static_cast<T>(1 + Below(bound))) : std::nullopt;
  }

 private:
  std::mt19937_64 generator_;
};

DeploymentTraits AnyTraits(Dice& dice) {
  DeploymentTraits traits;
  if (dice.OneIn(2)) traits.weight = static_cast<std::uint32_t>(dice.Below(4));
  traits.rpm = dice.Maybe<std::uint32_t>(20);
  traits.tpm = dice.Maybe<std::uint32_t>(5000);
  traits.priority = static_cast<int>(dice.Below(3));
  if (dice.OneIn(2)) traits.tags.push_back(dice.OneIn(2) ? "eu" : "default");
  if (dice.OneIn(3)) traits.context_window = static_cast<std::int64_t>(100 + dice.Below(900));
  if (dice.OneIn(2)) traits.price = TokenPrice{static_cast<std::int64_t>(dice.Below(9)), 1};
  return traits;
}

std::vector<std::string> AnyModels(Dice& dice) {
  std::vector<std::string> models;
  for (const char* name : {"n", "m", "alias-1", "gone"}) {
    if (dice.OneIn(3)) models.emplace_back(name);
  }
  return models;
}

std::vector<std::string> AnyStrategies(Dice& dice) {
  std::vector<std::string> names;
  for (std::uint64_t left = dice.Below(3); left > 0; --left) {
    names.emplace_back(kStrategyNames[dice.Below(std::size(kStrategyNames))]);
  }
  return names;
}

Catalog AnyCatalog(Dice& dice) {
  Catalog catalog;
  const std::uint64_t providers = 1 + dice.Below(4);
  for (std::uint64_t i = 0; i < providers; ++i) {
    const std::string name(1, static_cast<char>('a' + i));
    catalog.providers.push_back(MakeProvider(name));
    for (std::uint64_t k = dice.Below(3) + 1; k > 0; --k) {
      Account account = MakeAccount(name, std::to_string(k));
      account.traits = {static_cast<std::uint32_t>(dice.Below(3)), static_cast<int>(dice.Below(2)),
                        dice.Maybe<std::uint32_t>(10), dice.Maybe<std::uint32_t>(5000)};
      catalog.accounts.push_back(std::move(account));
    }
    for (const char* model : {"m", "n"}) {
      Deployment deployment = MakeDeployment(model, name);
      deployment.traits = AnyTraits(dice);
      catalog.deployments.push_back(std::move(deployment));
    }
  }
  catalog.policies = {{"m", AnyStrategies(dice), AnyModels(dice), AnyModels(dice)}, {"n", AnyStrategies(dice)}};
  RoutingRule alias{.id = "r", .name = "aliases", .match = "alias-*"};
  alias.targets = {{.id = "target", .provider = "a", .upstream_model = "$0", .traits = AnyTraits(dice)}};
  alias.strategies = AnyStrategies(dice);
  catalog.rules = {alias};
  catalog.options.max_attempts = static_cast<int>(1 + dice.Below(8));
  catalog.options.breaker.server_faults = catalog.options.breaker.transport_faults = 2;
  return catalog;
}

RouteQuery AnyQuery(Dice& dice) {
  RouteQuery query;
  if (dice.OneIn(2)) query.tags.emplace_back(dice.OneIn(2) ? "eu" : "us");
  query.stream = dice.OneIn(2);
  query.input_tokens = static_cast<std::int64_t>(dice.Below(600));
  query.output_tokens = static_cast<std::int64_t>(dice.Below(200));
  if (dice.OneIn(2)) query.prefix_hash = dice.Below(1 << 20) + 1;
  if (dice.OneIn(8)) query.pinned = "a/up-m";
  return query;
}

AttemptReport AnyReport(Dice& dice) {
  constexpr Outcome kOutcomes[] = {{OutcomeClass::kOk, false, Blame::kNobody},
                                   {OutcomeClass::kServerFault, true, Blame::kDeployment},
                                   {OutcomeClass::kTransport, true, Blame::kDeployment},
                                   {OutcomeClass::kRateLimited, true, Blame::kAccount},
                                   {OutcomeClass::kAuthFault, true, Blame::kAccount},
                                   {OutcomeClass::kMisconfigured, true, Blame::kDeployment},
                                   {OutcomeClass::kContextTooLong, false, Blame::kNobody}};
  AttemptReport report{.outcome = kOutcomes[dice.Below(std::size(kOutcomes))]};
  if (dice.OneIn(2)) report.retry_after = std::chrono::seconds(dice.Below(90));
  if (dice.OneIn(2)) report.first_byte = std::chrono::microseconds(dice.Below(90'000));
  report.duration = std::chrono::microseconds(dice.Below(900'000));
  report.tokens = static_cast<std::int64_t>(dice.Below(900));
  return report;
}

void Describe(const Itinerary& itinerary, const std::optional<Target>& target, std::string& walked) {
  walked += itinerary.route().model + "(" + std::string(itinerary.rule()) + ")";
  if (target) walked += " asks " + target->deployment->label + " with " + target->endpoint->account.id;
  if (target && target->last_resort) walked += " as a last resort";
  for (const Candidate& candidate : itinerary.candidates()) {
    walked += "; " + std::string(candidate.label) + " " + std::string(NameOf(candidate.rejection)) + " " +
              std::to_string(candidate.share) + " " + std::to_string(candidate.score);
  }
  walked += "\n";
}

/// One request, whose draws and whose attempts' ends come from `seed`: all decisions in words.
std::string Walk(const std::shared_ptr<const Snapshot>& snapshot, const RouteQuery& query, Itinerary::Limits limits,
                 TimePoint now, std::uint64_t seed) {
  Dice draws(seed);
  Dice ends(~seed);
  const Random random = [&](std::uint64_t bound) { return draws.Below(bound); };
  std::string walked;
  limits.may_stand_in = [](std::string_view) { return true; };
  Itinerary itinerary(snapshot, snapshot->Resolve("m"), query, std::move(limits), random);
  const auto next = [&] {
    std::optional<Target> target = itinerary.Next(now);
    for (; !target; target = itinerary.Repeat(now)) {
      const auto pause = itinerary.PauseBeforeRepeat(now);
      if (!pause) break;
      now += *pause;
    }
    return target;
  };
  while (const auto target = next()) {
    Describe(itinerary, target, walked);
    if (ends.OneIn(8)) {
      itinerary.SkipDeployment(now);
      continue;
    }
    const AttemptReport report = AnyReport(ends);
    itinerary.Finish(report, now);
    if (!itinerary.MayGoOn(report.outcome)) return walked;
  }
  Describe(itinerary, std::nullopt, walked);
  return walked;
}

std::string Rehearse(const std::shared_ptr<const Snapshot>& snapshot, const RouteQuery& query, TimePoint now,
                     std::uint64_t seed) {
  Rehearsal rehearsal;
  return Walk(snapshot, query, rehearsal.Rehearsed({}), now, seed);
}

// Over random configurations, strategies and live states.
TEST(RehearsalTest, WithTheSameDrawsWhatIsRehearsedIsWhatThenHappens) {
  const std::uint64_t seed = std::random_device{}();
  RecordProperty("seed", std::to_string(seed));
  for (std::uint64_t world = seed; world < seed + kWorlds; ++world) {
    Dice dice(world);
    LiveTable live;
    const auto snapshot = MakeSnapshot(AnyCatalog(dice), {}, &live);
    if (!snapshot->Resolve("m")) continue;
    TimePoint now = kNow;
    for (int i = 0; i < kRequests; ++i) {
      const RouteQuery query = AnyQuery(dice);
      const std::uint64_t of_request = dice.Below(1u << 30);
      now += std::chrono::milliseconds(dice.Below(20'000));

      const std::string first = Rehearse(snapshot, query, now, of_request);
      const std::string second = Rehearse(snapshot, query, now, of_request);
      const std::string happened = Walk(snapshot, query, {}, now, of_request);

      ASSERT_EQ(first, second) << "seed " << world << ", request " << i << ": a rehearsal left a trace";
      ASSERT_EQ(first, happened) << "seed " << world << ", request " << i;
    }
  }
}

TEST(RehearsalTest, AFallbackToTheSameDeploymentsHearsOfWhatTheyDidBefore) {
  Catalog catalog{{MakeProvider("a"), MakeProvider("b")},
                  {MakeAccount("a", "1"), MakeAccount("b", "1")},
                  {MakeDeployment("m", "a"), MakeDeployment("m", "b"), MakeDeployment("n", "a")}};
  catalog.policies = {{"m", {}, {"n"}}};
  const auto snapshot = MakeSnapshot(catalog);
  Rehearsal rehearsal;
  const Random first = [](std::uint64_t) { return 0; };
  Itinerary::Limits limits = rehearsal.Rehearsed({});
  limits.may_stand_in = [](std::string_view) { return true; };
  Itinerary itinerary(snapshot, snapshot->Resolve("m"), {}, limits, first);
  const AttemptReport limited{.outcome = {OutcomeClass::kRateLimited, true, Blame::kAccount}};

  while (itinerary.Next(kNow)) itinerary.Finish(limited, kNow);

  EXPECT_EQ(itinerary.route().model, "n");
  EXPECT_FALSE(snapshot->Resolve("m")->deployments[0].endpoints[0]->live->rest.IsResting(kNow));
}

}  // namespace
}  // namespace signalbox::router
