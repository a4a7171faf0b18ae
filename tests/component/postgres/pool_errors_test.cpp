#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "common/postgres/pool.h"
#include "common/status/error.h"
#include "tests/support/postgres/postgres.h"

namespace signalbox::postgres {
namespace {

using absl::StatusCode;
using namespace std::chrono_literals;

class PoolErrorsTest : public ::testing::Test {
 protected:
  PoolErrorsTest() {
    database_.Execute(
        "CREATE SCHEMA here;"
        "CREATE TABLE here.parent (id integer PRIMARY KEY, size integer CHECK (size > 0));"
        "CREATE TABLE here.child (parent integer REFERENCES here.parent);"
        "INSERT INTO here.parent VALUES (1, 1)");
  }

  absl::Status Run(const std::string& sql, const RequestContext& context = {}) {
    return pool_.InTransaction(context, [&](pqxx::work& transaction) {
      transaction.exec(sql);
      return absl::OkStatus();
    });
  }

  support::Postgres database_;
  Pool pool_{database_.OptionsFor("here")};
};

TEST_F(PoolErrorsTest, UniqueViolationIsAlreadyExists) {
  const absl::Status status = Run("INSERT INTO parent VALUES (1, 1)");

  EXPECT_EQ(status.code(), StatusCode::kAlreadyExists);
  EXPECT_EQ(MessageOf(status).find("parent"), std::string::npos) << "a caller must not learn our tables";
}

TEST_F(PoolErrorsTest, OtherIntegrityViolationsAreFailedPrecondition) {
  EXPECT_EQ(Run("INSERT INTO child VALUES (7)").code(), StatusCode::kFailedPrecondition);
  EXPECT_EQ(Run("INSERT INTO parent VALUES (2, 0)").code(), StatusCode::kFailedPrecondition);
  EXPECT_EQ(Run("INSERT INTO parent VALUES (NULL, 1)").code(), StatusCode::kFailedPrecondition);
}

TEST_F(PoolErrorsTest, AMistakeInSqlIsInternalAndSaysWhat) {
  const absl::Status status = Run("SELECT nothing FROM nowhere");

  EXPECT_EQ(status.code(), StatusCode::kInternal);
  EXPECT_NE(MessageOf(status).find("42P01"), std::string::npos) << status;
}

TEST_F(PoolErrorsTest, AStatementEndsWithTheDeadline) {
  const auto start = std::chrono::steady_clock::now();

  const absl::Status status = Run("SELECT pg_sleep(30)", RequestContext::Background(200ms));

  EXPECT_EQ(status.code(), StatusCode::kDeadlineExceeded);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

TEST_F(PoolErrorsTest, EachTransactionHasItsOwnTimeout) {
  ASSERT_EQ(Run("SELECT pg_sleep(30)", RequestContext::Background(100ms)).code(), StatusCode::kDeadlineExceeded);

  EXPECT_TRUE(Run("SELECT pg_sleep(0.3)", RequestContext::Background(10s)).ok());
}

TEST_F(PoolErrorsTest, TheTimeoutHoldsOnAReplacedConnectionToo) {
  ASSERT_TRUE(Run("SELECT 1", RequestContext::Background(200ms)).ok());
  database_.KillConnections();
  ASSERT_TRUE(Run("SELECT 1", RequestContext::Background(200ms)).ok());

  EXPECT_EQ(Run("SELECT pg_sleep(30)", RequestContext::Background(200ms)).code(), StatusCode::kDeadlineExceeded);
}

TEST_F(PoolErrorsTest, APassedDeadlineRunsNothing) {
  EXPECT_FALSE(Run("INSERT INTO parent VALUES (9, 1)", RequestContext::Background(0ms)).ok());

  EXPECT_EQ(database_.Execute("SELECT count(*) FROM here.parent")[0][0].as<int>(), 1);
}

TEST_F(PoolErrorsTest, DeadlockIsUnavailableForOneAndSuccessForTheOther) {
  database_.Execute("INSERT INTO here.parent VALUES (2, 1)");
  std::latch both(2);
  const auto update = [&](int first, int second) {
    return pool_.InTransaction(RequestContext::Background(20s), [&](pqxx::work& transaction) {
      transaction.exec_params("UPDATE parent SET size = size + 1 WHERE id = $1", first);
      both.arrive_and_wait();
      transaction.exec_params("UPDATE parent SET size = size + 1 WHERE id = $1", second);
      return absl::OkStatus();
    });
  };
  absl::Status one;
  std::jthread other([&] { one = update(1, 2); });
  const absl::Status two = update(2, 1);
  other.join();

  EXPECT_NE(one.ok(), two.ok());
  EXPECT_EQ((one.ok() ? two : one).code(), StatusCode::kUnavailable) << one << two;
}

}  // namespace
}  // namespace signalbox::postgres
