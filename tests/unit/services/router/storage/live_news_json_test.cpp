#include "services/router/storage/live_news_json.h"

#include <gtest/gtest.h>

#include "services/router/domain/live/live_table.h"

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kNow{std::chrono::seconds(1'700'000'000)};
const LiveNews kOpened{LiveNews::Kind::kOpen, "d", kNow + 30s};
const LiveNews kRests{LiveNews::Kind::kRest, "a", kNow + 7s, RestReason::kQuotaExhausted};

TEST(LiveNewsJsonTest, WhatIsWrittenIsReadElsewhere) {
  EXPECT_EQ(NewsFromJson(ToJson(kOpened, "one"), "two"), kOpened);
  EXPECT_EQ(NewsFromJson(ToJson(kRests, "one"), "two"), kRests);
}

TEST(LiveNewsJsonTest, ItsOwnIsNoNews) {
  EXPECT_FALSE(NewsFromJson(ToJson(kOpened, "one"), "one"));
}

TEST(LiveNewsJsonTest, WhatCannotBeReadIsNoNews) {
  for (const char* text : {"", "nonsense", "[]", "{}", R"({"kind":"breaker_open","id":"d","until":"soon"})",
                           R"({"kind":"breaker_open","id":"d","until":-1})",
                           R"({"kind":"breaker_open","id":"d","until":9223372036854775807})",
                           R"({"kind":"of tomorrow","id":"d","until":1})",
                           R"({"kind":"account_rests","id":"a","until":1,"reason":"mood"})"}) {
    EXPECT_FALSE(NewsFromJson(text, "one")) << text;
  }
}

TEST(LiveNewsTest, IsActedOnByWhoKnowsTheDeploymentOrAccount) {
  LiveTable live;
  const auto deployment = live.Deployment("d");
  const auto account = live.Account("a");

  Apply(kOpened, live, kNow);
  Apply(kRests, live, kNow);
  Apply({LiveNews::Kind::kOpen, "unknown", kNow + 1s}, live, kNow);

  EXPECT_EQ(deployment->breaker.OpenFor(kNow), 30s);
  EXPECT_EQ(account->rest.Reason(kNow), RestReason::kQuotaExhausted);
  EXPECT_EQ(account->rest.Left(kNow), 7s);
}

TEST(LiveNewsTest, WhatIsOverOrWouldLastForDaysIsLeftAlone) {
  LiveTable live;
  const auto deployment = live.Deployment("d");

  Apply({LiveNews::Kind::kOpen, "d", kNow}, live, kNow);
  Apply({LiveNews::Kind::kOpen, "d", kNow + 25h}, live, kNow);

  EXPECT_EQ(deployment->breaker.StateAt(kNow), Breaker::State::kClosed);
}

}  // namespace
}  // namespace signalbox::router
