#include "gateway/admission/caller_shard.h"

#include <gtest/gtest.h>

namespace signalbox::gateway {
namespace {

const TimePoint kNow{std::chrono::seconds(1'700'000'000)};

CredentialDigest Digest(int number) {
  CredentialDigest digest{};
  std::memcpy(digest.data() + 8, &number, sizeof(number));
  return digest;
}

std::shared_ptr<const Caller> CallerWith(const std::string& key_id) {
  auto caller = std::make_shared<Caller>();
  caller->principal.key_id = key_id;
  return caller;
}

TEST(CallerShardTest, NeverHoldsMoreThanItsBound) {
  CallerShard shard(3);
  for (int i = 0; i < 100; ++i) shard.Put(Digest(i), CallerWith("key"));
  EXPECT_EQ(shard.size(), 3U);
}

TEST(CallerShardTest, WhoIsUsedStaysWhenRoomIsNeeded) {
  CallerShard shard(3);
  for (int i = 0; i < 3; ++i) shard.Put(Digest(i), CallerWith("key"));
  shard.Find(Digest(0), kNow);

  shard.Put(Digest(3), CallerWith("key"));

  EXPECT_NE(shard.Find(Digest(0), kNow), nullptr);
  EXPECT_EQ(shard.Find(Digest(1), kNow), nullptr);
  EXPECT_NE(shard.Find(Digest(3), kNow), nullptr);
}

TEST(CallerShardTest, MakesRoomEvenWhenEverybodyIsUsed) {
  CallerShard shard(3);
  for (int i = 0; i < 3; ++i) shard.Put(Digest(i), CallerWith("key"));
  for (int i = 0; i < 3; ++i) shard.Find(Digest(i), kNow);

  shard.Put(Digest(3), CallerWith("key"));

  EXPECT_EQ(shard.size(), 3U);
  EXPECT_NE(shard.Find(Digest(3), kNow), nullptr);
}

TEST(CallerShardTest, ForgetsEveryCredentialOfAKeyAndNoOther) {
  CallerShard shard(10);
  shard.Put(Digest(1), CallerWith("a"));
  shard.Put(Digest(2), CallerWith("a"));
  shard.Put(Digest(3), CallerWith("b"));

  shard.Forget("a");

  EXPECT_EQ(shard.Find(Digest(1), kNow), nullptr);
  EXPECT_EQ(shard.Find(Digest(2), kNow), nullptr);
  EXPECT_NE(shard.Find(Digest(3), kNow), nullptr);
}

TEST(CallerShardTest, ReplacesWhatItKnewOfACredential) {
  CallerShard shard(10);
  shard.Put(Digest(1), CallerWith("a"));
  shard.Put(Digest(1), CallerWith("b"));

  shard.Forget("a");

  ASSERT_NE(shard.Find(Digest(1), kNow), nullptr);
  EXPECT_EQ(shard.size(), 1U);
}

TEST(CallerShardTest, AnExpiredCallerIsUnknown) {
  CallerShard shard(10);
  auto caller = std::make_shared<Caller>();
  caller->expires_at = kNow;
  shard.Put(Digest(1), caller);

  EXPECT_NE(shard.Find(Digest(1), kNow - std::chrono::milliseconds(1)), nullptr);
  EXPECT_EQ(shard.Find(Digest(1), kNow), nullptr);
  EXPECT_EQ(shard.size(), 0U);
}

}  // namespace
}  // namespace signalbox::gateway
