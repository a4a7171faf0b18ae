#include "gateway/admission/key_cache.h"

#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

using std::chrono::milliseconds;

std::shared_ptr<const Caller> CallerWith(const std::string& key_id) {
  auto caller = std::make_shared<Caller>();
  caller->principal.key_id = key_id;
  return caller;
}

const absl::Status kRefusal = Error(absl::StatusCode::kUnauthenticated, "KEY_UNKNOWN", "invalid api key");

class KeyCacheTest : public ::testing::Test {
 protected:
  bool Knows(const std::string& credential) { return cache_.Find(cache_.DigestOf(credential)).caller != nullptr; }
  bool Refuses(const std::string& credential) { return !cache_.Find(cache_.DigestOf(credential)).refusal.ok(); }
  bool Offer(const std::string& credential, const std::string& key_id, std::int64_t revision) {
    return cache_.Offer(cache_.DigestOf(credential), CallerWith(key_id), revision);
  }

  TimePoint now_{std::chrono::seconds(1'700'000'000)};
  std::chrono::steady_clock::time_point steady_{std::chrono::hours(1)};
  KeyCache cache_{
      {.max_callers = 64, .max_refusals = 4, .refusal_ttl = milliseconds(5'000), .max_stale = milliseconds(300'000)},
      [this] { return now_; },
      [this] { return steady_; }};
};

TEST_F(KeyCacheTest, RemembersNothingBeforeTheWatchHasBegun) {
  EXPECT_TRUE(Offer("secret", "a", 1));
  EXPECT_FALSE(Knows("secret"));
}

TEST_F(KeyCacheTest, RemembersACallerWhileTheWatchIsConnected) {
  cache_.OnConnected(1);
  EXPECT_TRUE(Offer("secret", "a", 1));
  EXPECT_TRUE(Knows("secret"));
  EXPECT_FALSE(Knows("other"));
}

TEST_F(KeyCacheTest, ForgetsAKeyAtOnceWhenItChanges) {
  cache_.OnConnected(1);
  Offer("secret", "a", 1);
  Offer("another", "b", 1);

  cache_.OnChange(2, {"a"});

  EXPECT_FALSE(Knows("secret"));
  EXPECT_TRUE(Knows("another"));
}

TEST_F(KeyCacheTest, AnAnswerOvertakenByItsKeysChangeIsRefused) {
  cache_.OnConnected(1);
  cache_.OnChange(2, {"a"});

  EXPECT_FALSE(Offer("secret", "a", 1));

  EXPECT_FALSE(Knows("secret"));
}

TEST_F(KeyCacheTest, AnAnswerOvertakenByAnotherKeysChangeIsTaken) {
  cache_.OnConnected(1);
  cache_.OnChange(2, {"b"});

  EXPECT_TRUE(Offer("secret", "a", 1));

  EXPECT_TRUE(Knows("secret"));
}

TEST_F(KeyCacheTest, AnAnswerFromBeforeTheWatchIsRefused) {
  cache_.OnConnected(7);
  EXPECT_FALSE(Offer("secret", "a", 6));
}

TEST_F(KeyCacheTest, ForgetsEverythingWhenTheWatchBeginsAgain) {
  cache_.OnConnected(1);
  Offer("secret", "a", 1);
  cache_.OfferRefusal(cache_.DigestOf("wrong"), kRefusal, cache_.Heard());

  cache_.OnLost();
  cache_.OnConnected(2);

  EXPECT_FALSE(Knows("secret"));
  EXPECT_FALSE(Refuses("wrong"));
}

TEST_F(KeyCacheTest, ServesForMaxStaleAfterTheWatchBroke) {
  cache_.OnConnected(1);
  Offer("secret", "a", 1);
  cache_.OnLost();

  steady_ += milliseconds(299'999);
  EXPECT_TRUE(Knows("secret"));
  steady_ += milliseconds(1);
  EXPECT_FALSE(Knows("secret"));
}

TEST_F(KeyCacheTest, LosingTheWatchAgainDoesNotProlongTheTerm) {
  cache_.OnConnected(1);
  Offer("secret", "a", 1);
  cache_.OnLost();

  steady_ += milliseconds(200'000);
  cache_.OnLost();
  steady_ += milliseconds(100'000);

  EXPECT_FALSE(Knows("secret"));
}

TEST_F(KeyCacheTest, AddsNothingWhileTheWatchIsAway) {
  cache_.OnConnected(1);
  cache_.OnLost();

  EXPECT_TRUE(Offer("secret", "a", 1));

  EXPECT_FALSE(Knows("secret"));
}

TEST_F(KeyCacheTest, NeverRemembersACallerThatNoChangeCouldName) {
  cache_.OnConnected(1);
  EXPECT_TRUE(Offer("admin", "", 1));
  EXPECT_FALSE(Knows("admin"));
}

TEST_F(KeyCacheTest, RefusalsAreShortLived) {
  cache_.OnConnected(1);
  EXPECT_TRUE(cache_.OfferRefusal(cache_.DigestOf("wrong"), kRefusal, cache_.Heard()));
  EXPECT_TRUE(Refuses("wrong"));

  steady_ += milliseconds(5'000);

  EXPECT_FALSE(Refuses("wrong"));
}

TEST_F(KeyCacheTest, AnyChangeLiftsEveryRefusal) {
  cache_.OnConnected(1);
  cache_.OfferRefusal(cache_.DigestOf("blocked"), kRefusal, cache_.Heard());

  cache_.OnChange(2, {"a"});

  EXPECT_FALSE(Refuses("blocked"));
}

TEST_F(KeyCacheTest, ARefusalOvertakenByAnyChangeIsNotTaken) {
  cache_.OnConnected(1);
  const auto heard = cache_.Heard();
  cache_.OnChange(2, {"a"});

  EXPECT_FALSE(cache_.OfferRefusal(cache_.DigestOf("blocked"), kRefusal, heard));

  EXPECT_FALSE(Refuses("blocked"));
}

TEST_F(KeyCacheTest, RefusalsAreBoundedApartFromCallers) {
  cache_.OnConnected(1);
  Offer("secret", "a", 1);
  for (int i = 0; i < 1'000; ++i) {
    cache_.OfferRefusal(cache_.DigestOf(std::to_string(i)), kRefusal, cache_.Heard());
  }

  EXPECT_EQ(cache_.refusals(), 4U);
  EXPECT_TRUE(Knows("secret"));
  EXPECT_TRUE(Refuses("999"));
  EXPECT_FALSE(Refuses("0"));
}

TEST_F(KeyCacheTest, CallersAreBounded) {
  cache_.OnConnected(1);
  for (int i = 0; i < 10'000; ++i) Offer(std::to_string(i), "key-" + std::to_string(i), 1);
  EXPECT_LE(cache_.callers(), 64U);
}

TEST_F(KeyCacheTest, TwoProcessesNameOneCredentialDifferently) {
  const KeyCache other({});
  EXPECT_EQ(cache_.DigestOf("secret"), cache_.DigestOf("secret"));
  EXPECT_NE(cache_.DigestOf("secret"), other.DigestOf("secret"));
}

}  // namespace
}  // namespace signalbox::gateway
