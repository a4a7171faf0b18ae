#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/postgres/migrator.h"
#include "services/memory/storage/answer_sweep.h"
#include "services/memory/storage/migrations.h"
#include "services/memory/storage/pg_answer_store.h"
#include "tests/support/postgres/postgres.h"

namespace signalbox::memory {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{std::chrono::seconds(1'700'000'000)};
constexpr char kKey[] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

class AnswerExpiryTest : public ::testing::Test {
 protected:
  AnswerExpiryTest() {
    const absl::Status migrated = postgres::Migrate(database_.OptionsFor("memory"), kMigrations);
    EXPECT_TRUE(migrated.ok()) << migrated;
  }

  void Keep(const std::string& id, const std::string& previous, TimePoint expires_at) {
    const auto kept =
        store_.Keep(RequestContext{}, {{"o", id}, "of " + id, previous, "", {{"t", 1}}, "b", {id}, kStart, expires_at});
    ASSERT_TRUE(kept.ok()) << kept.status();
    ASSERT_TRUE(*kept);
  }

  bool IsThere(const std::string& id) {
    const auto body = store_.Body(RequestContext{}, {"o", id}, now_);
    EXPECT_TRUE(body.ok()) << body.status();
    return body.ok() && body->has_value();
  }

  std::int64_t Rows(const std::string& table) {
    return database_.Execute("SELECT count(*) FROM memory." + table)[0][0].as<std::int64_t>();
  }

  const support::Postgres database_;
  postgres::Pool pool_{database_.OptionsFor("memory")};
  PgAnswerStore store_{pool_, *crypto::Sealer::Create(kKey)};
  TimePoint now_ = kStart;
  AnswerSweep sweep_{store_, [this] { return now_; }};
};

TEST_F(AnswerExpiryTest, AnExpiredAnswerIsThereForNobody) {
  Keep("a", "", kStart + 10s);
  EXPECT_TRUE(IsThere("a"));

  now_ = kStart + 10s;
  EXPECT_FALSE(IsThere("a"));
  EXPECT_FALSE(store_.Trace(RequestContext{}, {"o", "a"}, now_, {9, 9, 9})->has_value());
  EXPECT_FALSE(store_.Turns(RequestContext{}, {"o", "a"}, now_)->has_value());
  EXPECT_TRUE((*store_.BodiesWith(RequestContext{}, "o", {"a"}, now_, 9))->empty());
  EXPECT_FALSE(*store_.Delete(RequestContext{}, {"o", "a"}, now_));
}

TEST_F(AnswerExpiryTest, SweepingForgetsAllOfTheExpiredAndNothingElse) {
  for (int i = 0; i < 3; ++i) Keep("old " + std::to_string(i), "", kStart + 10s);
  Keep("young", "", kStart + 20s);

  now_ = kStart + 10s;
  EXPECT_EQ(*sweep_.Sweep(), 3);
  EXPECT_EQ(*sweep_.Sweep(), 0);
  EXPECT_TRUE(IsThere("young"));
  EXPECT_EQ(Rows("answer_turns"), 1);
  EXPECT_EQ(Rows("answer_items"), 1);
}

TEST_F(AnswerExpiryTest, TheTurnsOfAnExpiredAnswerStayWhileALivingOneFollowsIt) {
  Keep("a", "", kStart + 10s);
  Keep("b", "a", kStart + 10s);
  Keep("c", "b", kStart + 20s);

  now_ = kStart + 10s;
  EXPECT_EQ(*sweep_.Sweep(), 0);
  EXPECT_EQ((*store_.Trace(RequestContext{}, {"o", "c"}, now_, {9, 9, 9}))->turns.size(), 3U);
  EXPECT_FALSE((*store_.Trace(RequestContext{}, {"o", "c"}, now_, {9, 9, 9}))->older);

  now_ = kStart + 20s;
  EXPECT_EQ(*sweep_.Sweep(), 3);
  EXPECT_EQ(Rows("answers"), 0);
}

}  // namespace
}  // namespace signalbox::memory
