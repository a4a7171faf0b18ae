#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/health/storage/migrations.h"
#include "services/health/storage/pg_check_store.h"
#include "tests/support/postgres/postgres.h"

namespace signalbox::health {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr TimePoint kStart{1'700'000'000'123'456us};

Check CheckAt(const std::string& id, std::chrono::seconds after) {
  return {id, true, 200, 1500us, "", kStart + after};
}

class CheckStoreTest : public ::testing::Test {
 protected:
  CheckStoreTest() {
    const absl::Status migrated = postgres::Migrate(database_.OptionsFor("health"), kMigrations);
    EXPECT_TRUE(migrated.ok()) << migrated;
  }

  support::Postgres database_;
  postgres::Pool pool_{database_.OptionsFor("health")};
  PgCheckStore store_{pool_};
};

TEST_F(CheckStoreTest, GivesBackAChecksEveryField) {
  const Check check{"a", false, 401, 12'345us, "refused: é", kStart};
  ASSERT_TRUE(store_.Add({}, {check}).ok());

  EXPECT_THAT(*store_.History({}, "a", 10), ElementsAre(check));
}

TEST_F(CheckStoreTest, RecentAreTheTenNewestOfEachAccount) {
  for (int i = 0; i < 12; ++i) ASSERT_TRUE(store_.Add({}, {CheckAt("a", i * 1s)}).ok());
  ASSERT_TRUE(store_.Add({}, {CheckAt("b", 0s)}).ok());

  const auto recent = store_.Recent({}, {"a", "b", "c"});
  ASSERT_TRUE(recent.ok());
  EXPECT_EQ(recent->at("a").size(), 10u);
  EXPECT_EQ(recent->at("a").front(), CheckAt("a", 11s));
  EXPECT_THAT(recent->at("b"), ElementsAre(CheckAt("b", 0s)));
  EXPECT_THAT(recent->at("c"), IsEmpty());
}

TEST_F(CheckStoreTest, AnAccountIsClaimedOnceWithinALease) {
  EXPECT_THAT(*store_.Claim({}, {"b", "a"}, 1h), ElementsAre("a", "b"));
  EXPECT_THAT(*store_.Claim({}, {"a", "c"}, 1h), ElementsAre("c"));
}

TEST_F(CheckStoreTest, OfManyReplicasAtOnceExactlyOneClaimsAnAccount) {
  std::vector<std::string> ids;
  for (int i = 0; i < 50; ++i) ids.push_back(std::to_string(i));
  std::atomic<size_t> claimed{0};
  {
    std::vector<std::jthread> replicas;
    for (int i = 0; i < 8; ++i) {
      replicas.emplace_back([&, i] {
        std::vector<std::string> mine = ids;
        if (i % 2) std::ranges::reverse(mine);
        const auto won = store_.Claim({}, mine, 1h);
        ASSERT_TRUE(won.ok()) << won.status();
        claimed += won->size();
      });
    }
  }

  EXPECT_EQ(claimed, ids.size());
}

TEST_F(CheckStoreTest, AClaimEndsWithItsLease) {
  ASSERT_TRUE(store_.Claim({}, {"a"}, 0ms).ok());
  EXPECT_THAT(*store_.Claim({}, {"a"}, 1h), ElementsAre("a"));
}

TEST_F(CheckStoreTest, AReleasedAccountMayBeClaimedAtOnce) {
  ASSERT_TRUE(store_.Claim({}, {"a", "b"}, 1h).ok());
  ASSERT_TRUE(store_.Release({}, {"a"}).ok());

  EXPECT_THAT(*store_.Claim({}, {"a", "b"}, 1h), ElementsAre("a"));
}

TEST_F(CheckStoreTest, PruneForgetsByAge) {
  ASSERT_TRUE(store_.Add({}, {CheckAt("a", 0s), CheckAt("a", 10s), CheckAt("a", 20s)}).ok());
  ASSERT_TRUE(store_.Prune({}, kStart + 10s, 100).ok());

  EXPECT_THAT(*store_.History({}, "", 10), ElementsAre(CheckAt("a", 20s), CheckAt("a", 10s)));
}

TEST_F(CheckStoreTest, PruneForgetsTheOldestOfTooMany) {
  ASSERT_TRUE(store_.Add({}, {CheckAt("a", 0s), CheckAt("b", 1s), CheckAt("a", 2s)}).ok());
  ASSERT_TRUE(store_.Prune({}, kStart - 1h, 2).ok());

  EXPECT_THAT(*store_.History({}, "", 10), ElementsAre(CheckAt("a", 2s), CheckAt("b", 1s)));
}

TEST_F(CheckStoreTest, PruneForgetsClaimsOfAccountsThatAreLongGone) {
  ASSERT_TRUE(store_.Claim({}, {"a", "b"}, 1h).ok());
  database_.Execute("UPDATE health.claims SET due_at = now() - interval '3 days' WHERE account_id = 'a'");
  ASSERT_TRUE(store_.Prune({}, kStart, 10).ok());

  EXPECT_EQ(database_.Execute("SELECT string_agg(account_id, ',') FROM health.claims")[0][0].as<std::string>(), "b");
}

}  // namespace
}  // namespace signalbox::health
