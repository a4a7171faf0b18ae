#include "services/router/providers/vertex/token_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::router::vertex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

class TokenCacheTest : public ::testing::Test {
 protected:
  /// Asks at `now_`; what is answered goes to `heard_`.
  bool Ask(const std::string& secret = "s") {
    Account account;
    account.id = "a";
    account.api_key = secret;
    return cache_.Ask(account, now_, [this](const absl::StatusOr<std::string>& token) {
      heard_.push_back(token.ok() ? *token : MessageOf(token.status()));
    });
  }

  void Succeed(const std::string& token, std::chrono::seconds lifetime = 1h) {
    cache_.Finish("a", now_, FreshToken{token, lifetime});
  }
  void Fail() { cache_.Finish("a", now_, Error(absl::StatusCode::kUnavailable, "", "away")); }

  TimePoint now_{1'700'000'000s};
  TokenCache cache_;
  std::vector<std::string> heard_;
};

TEST_F(TokenCacheTest, OneExchangeServesEverybodyWhoWaits) {
  EXPECT_TRUE(Ask());
  EXPECT_FALSE(Ask());
  EXPECT_FALSE(Ask());
  EXPECT_THAT(heard_, IsEmpty());

  Succeed("t");

  EXPECT_THAT(heard_, ElementsAre("t", "t", "t"));
}

TEST_F(TokenCacheTest, ATokenServesAtOnceUntilItIsRefreshedAhead) {
  Ask();
  Succeed("t");
  heard_.clear();

  now_ += 1h - 5min - 1s;
  EXPECT_FALSE(Ask());
  now_ += 1s;
  EXPECT_TRUE(Ask()) << "five minutes ahead it is exchanged anew";
  EXPECT_FALSE(Ask()) << "once";

  EXPECT_THAT(heard_, ElementsAre("t", "t", "t")) << "and the old one serves meanwhile";
}

TEST_F(TokenCacheTest, AnExpiredTokenServesNobody) {
  Ask();
  Succeed("t");
  heard_.clear();

  now_ += 1h - TokenCache::kExpiryMargin;
  EXPECT_TRUE(Ask());

  EXPECT_THAT(heard_, IsEmpty());
  Succeed("u");
  EXPECT_THAT(heard_, ElementsAre("u"));
}

TEST_F(TokenCacheTest, AFailureIsTriedAgainAfterAPauseThatDoubles) {
  for (const auto pause : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    EXPECT_TRUE(Ask());
    Fail();
    heard_.clear();
    now_ += pause - 1ms;
    EXPECT_FALSE(Ask());
    EXPECT_THAT(heard_, ElementsAre("away")) << "who asks meanwhile is told at once";
    now_ += 1ms;
  }
}

TEST_F(TokenCacheTest, ARefreshThatFailsDoesNotTakeAGoodTokenAway) {
  Ask();
  Succeed("t");
  now_ += 56min;
  EXPECT_TRUE(Ask());
  Fail();
  heard_.clear();

  EXPECT_FALSE(Ask());

  EXPECT_THAT(heard_, ElementsAre("t"));
}

TEST_F(TokenCacheTest, AnotherSecretIsAnotherToken) {
  Ask("old");
  Succeed("t");
  heard_.clear();

  EXPECT_TRUE(Ask("new"));

  EXPECT_THAT(heard_, IsEmpty());
  Succeed("u");
  EXPECT_THAT(heard_, ElementsAre("u"));
}

TEST_F(TokenCacheTest, ATokenOfTheOldSecretIsNotGivenForTheNew) {
  Ask("old");

  EXPECT_FALSE(Ask("new"));
  EXPECT_THAT(heard_, ElementsAre("the account's key was changed this moment"));
  Succeed("t");

  EXPECT_TRUE(Ask("new"));
  EXPECT_THAT(heard_, ElementsAre("the account's key was changed this moment", "t"));
}

TEST_F(TokenCacheTest, AsManyMayWaitAndNoMore) {
  for (std::size_t i = 0; i < TokenCache::kMaxWaiters; ++i) Ask();
  EXPECT_THAT(heard_, IsEmpty());

  Ask();

  EXPECT_THAT(heard_, ElementsAre("too many requests wait for a token"));
}

TEST_F(TokenCacheTest, AccountsThatAreGoneMakeRoom) {
  for (std::size_t i = 0; i < 2 * TokenCache::kMaxAccounts; ++i) {
    Account account;
    account.id = std::to_string(i);
    EXPECT_TRUE(cache_.Ask(account, now_, [](const auto&) {}));
    cache_.Finish(account.id, now_, FreshToken{"t", 1h});
  }
}

}  // namespace
}  // namespace signalbox::router::vertex
