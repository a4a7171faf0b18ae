#include "services/router/domain/itinerary.h"

#include <gtest/gtest.h>

#include "tests/unit/services/router/catalog_fixtures.h"

namespace signalbox::router {
namespace {

using namespace testing;  // NOLINT: this service's fixtures.

const Random kFirst = [](std::uint64_t) { return 0; };
const AttemptReport kServerFault{.outcome = {OutcomeClass::kServerFault, true, Blame::kDeployment}};
const AttemptReport kTooLong{.outcome = {OutcomeClass::kContextTooLong, false, Blame::kNobody}};

/// Models "m" (providers a and b), "n" and "o" (provider a); m falls back to others as given.
class ItineraryTest : public ::testing::Test {
 protected:
  void Build(const ModelPolicy& policy) {
    catalog_.policies = {policy};
    snapshot_ = MakeSnapshot(catalog_, {}, &live_);
  }

  std::unique_ptr<Itinerary> Ask(const RouteQuery& query = {}) {
    Itinerary::Limits limits{max_attempts_, [this](std::string_view model) { return model != forbidden_; }};
    return std::make_unique<Itinerary>(snapshot_, snapshot_->Resolve("m"), query, std::move(limits), kFirst);
  }

  /// The models and providers that are asked when every attempt ends so.
  std::string Walk(const AttemptReport& report, const RouteQuery& query = {}) {
    const auto itinerary = Ask(query);
    std::string walked;
    while (const auto target = itinerary->Next(kNow)) {
      walked += itinerary->route().model + target->endpoint->provider.name + " ";
      itinerary->Finish(report, kNow);
      if (!itinerary->MayGoOn(report.outcome)) break;
    }
    return walked;
  }

  Catalog catalog_{
      {MakeProvider("a"), MakeProvider("b")},
      {MakeAccount("a", "main"), MakeAccount("b", "main")},
      {MakeDeployment("m", "a"), MakeDeployment("m", "b"), MakeDeployment("n", "a"), MakeDeployment("o", "a")}};
  LiveTable live_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::string forbidden_ = "nothing";
  int max_attempts_ = 0;
};

TEST_F(ItineraryTest, WithoutFallbacksEndsWithTheModel) {
  Build({"m"});
  EXPECT_EQ(Walk(kServerFault), "ma mb ");
}

TEST_F(ItineraryTest, AfterAllDeploymentsFailedTheFallbacksFollowInTheirOrder) {
  Build({"m", {}, {"o", "n"}});
  EXPECT_EQ(Walk(kServerFault), "ma mb oa na ");
}

TEST_F(ItineraryTest, OneBudgetOfAttemptsHoldsForAll) {
  catalog_.options.max_attempts = 3;
  Build({"m", {}, {"o", "n"}});
  EXPECT_EQ(Walk(kServerFault), "ma mb oa ");
}

TEST_F(ItineraryTest, ACallerMayWantFewerAttemptsButNotMore) {
  Build({"m", {}, {"o", "n"}});
  max_attempts_ = 1;
  EXPECT_EQ(Walk(kServerFault), "ma ");
  max_attempts_ = 100;
  EXPECT_EQ(Walk(kServerFault), "ma mb oa na ");
}

TEST_F(ItineraryTest, AFallbackThatTheCallerMayNotUseIsPassedOver) {
  Build({"m", {}, {"o", "n"}});
  forbidden_ = "o";
  EXPECT_EQ(Walk(kServerFault), "ma mb na ");
}

TEST_F(ItineraryTest, AFallbackThatNobodyServesIsPassedOver) {
  Build({"m", {}, {"gone", "n"}});
  EXPECT_EQ(Walk(kServerFault), "ma mb na ");
}

TEST_F(ItineraryTest, AFallbackBringsNoFallbacksOfItsOwn) {
  catalog_.options.max_attempts = 20;
  catalog_.policies = {{"n", {}, {"m", "o"}}};
  const ModelPolicy policy{"m", {}, {"n"}};
  catalog_.policies.push_back(policy);
  snapshot_ = MakeSnapshot(catalog_, {}, &live_);
  EXPECT_EQ(Walk(kServerFault), "ma mb na ");
}

TEST_F(ItineraryTest, WhatIsTooLongGoesToALargerWindowAtOnce) {
  Build({"m", {}, {"n"}, {"o"}});
  EXPECT_EQ(Walk(kTooLong), "ma oa ");
}

TEST_F(ItineraryTest, WhatIsTooLongWithoutALargerWindowEndsThere) {
  Build({"m", {}, {"n"}, {}});
  EXPECT_EQ(Walk(kTooLong), "ma ");
}

TEST_F(ItineraryTest, WhatIsKnownToBeTooLongIsNotSentToTheSmallOnesAtAll) {
  for (Deployment& deployment : catalog_.deployments) {
    if (deployment.model == "m") deployment.traits.context_window = 100;
  }
  Build({"m", {}, {"n"}, {"o"}});
  EXPECT_EQ(Walk(kServerFault, {.input_tokens = 101, .counted = true}), "oa na ");
  EXPECT_EQ(Walk(kServerFault, {.input_tokens = 100, .counted = true}), "ma mb na ");
}

TEST_F(ItineraryTest, ASmallDeploymentBesideALargeOneDoesNotHideTheFallbacks) {
  catalog_.deployments[0].traits.context_window = 100;
  Build({"m", {}, {"n"}});
  EXPECT_EQ(Walk(kServerFault, {.input_tokens = 101, .counted = true}), "mb na ");
}

TEST_F(ItineraryTest, BeginningAgainBeginsWithTheModelThatWasAskedFor) {
  Build({"m", {}, {"n"}});
  const auto itinerary = Ask();
  for (int i = 0; i < 3; ++i) {
    itinerary->Next(kNow);
    itinerary->Finish(kServerFault, kNow);
  }
  EXPECT_EQ(itinerary->route().model, "n");
  itinerary->Restart();
  EXPECT_TRUE(itinerary->Next(kNow));
  EXPECT_EQ(itinerary->route().model, "m");
}

}  // namespace
}  // namespace signalbox::router
