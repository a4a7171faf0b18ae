#include "common/postgres/pool.h"

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/postgres/postgres.h"

namespace signalbox::postgres {
namespace {

using namespace std::chrono_literals;

class PoolTest : public ::testing::Test {
 protected:
  PoolTest() { database_.Execute("CREATE SCHEMA here; CREATE TABLE here.numbers (value integer PRIMARY KEY)"); }

  Options OptionsWith(int connections) const {
    Options options = database_.OptionsFor("here");
    options.max_connections = connections;
    return options;
  }

  static absl::Status Insert(Pool& pool, int value) {
    return pool.InTransaction({}, [value](pqxx::work& transaction) {
      transaction.exec_params("INSERT INTO numbers (value) VALUES ($1)", value);
      return absl::OkStatus();
    });
  }

  static int Pid(Pool& pool) {
    return *pool.InTransaction({}, [](pqxx::work& transaction) -> absl::StatusOr<int> {
      return transaction.exec1("SELECT pg_backend_pid()")[0].as<int>();
    });
  }

  int Count() const { return database_.Execute("SELECT count(*) FROM here.numbers")[0][0].as<int>(); }

  support::Postgres database_;
};

TEST_F(PoolTest, CommitsWhenTheBodySucceeds) {
  Pool pool(OptionsWith(1));

  ASSERT_TRUE(Insert(pool, 1).ok());

  EXPECT_EQ(Count(), 1);
}

TEST_F(PoolTest, RollsBackWhenTheBodyFails) {
  Pool pool(OptionsWith(1));

  const absl::Status status = pool.InTransaction({}, [](pqxx::work& transaction) {
    transaction.exec("INSERT INTO numbers (value) VALUES (1)");
    return absl::NotFoundError("no");
  });

  EXPECT_EQ(status, absl::NotFoundError("no"));
  EXPECT_EQ(Count(), 0);
}

TEST_F(PoolTest, RollsBackWhenTheBodyThrows) {
  Pool pool(OptionsWith(1));

  const absl::Status status = pool.InTransaction({}, [](pqxx::work& transaction) -> absl::Status {
    transaction.exec("INSERT INTO numbers (value) VALUES (1)");
    throw std::runtime_error("surprise");
  });

  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(Count(), 0);
  EXPECT_TRUE(Insert(pool, 2).ok());
}

TEST_F(PoolTest, ReusesItsConnection) {
  Pool pool(OptionsWith(4));

  EXPECT_EQ(Pid(pool), Pid(pool));
}

TEST_F(PoolTest, NeverLendsMoreConnectionsThanItsBound) {
  Pool pool(OptionsWith(3));
  std::atomic<int> running{0};
  std::atomic<int> most{0};
  std::vector<std::jthread> threads;

  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      const absl::Status status = pool.InTransaction({}, [&](pqxx::work& transaction) {
        int now = ++running;
        int seen = most;
        while (seen < now && !most.compare_exchange_weak(seen, now)) continue;
        transaction.exec("SELECT pg_sleep(0.01)");
        --running;
        return absl::OkStatus();
      });
      EXPECT_TRUE(status.ok()) << status;
    });
  }
  threads.clear();

  EXPECT_LE(most, 3);
}

TEST_F(PoolTest, WaitsForAConnectionNoLongerThanTheDeadline) {
  Pool pool(OptionsWith(1));
  std::latch taken(1);
  std::latch release(1);
  std::jthread holder([&] {
    (void)pool.InTransaction(RequestContext::Background(20s), [&](pqxx::work&) {
      taken.count_down();
      release.wait();
      return absl::OkStatus();
    });
  });
  taken.wait();

  const auto start = std::chrono::steady_clock::now();
  const absl::Status status =
      pool.InTransaction(RequestContext::Background(50ms), [](pqxx::work&) { return absl::OkStatus(); });
  const auto waited = std::chrono::steady_clock::now() - start;
  release.count_down();

  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_GE(waited, 45ms);
  EXPECT_LT(waited, 2s);
}

TEST_F(PoolTest, ReplacesAConnectionThatDiedWhileIdle) {
  Pool pool(OptionsWith(1));
  const int before = Pid(pool);

  ASSERT_GE(database_.KillConnections(), 1);

  EXPECT_NE(Pid(pool), before);
}

TEST_F(PoolTest, ReplacesAConnectionThatDiedInsideATransaction) {
  Pool pool(OptionsWith(1));

  const absl::Status status = pool.InTransaction({}, [&](pqxx::work& transaction) {
    transaction.exec("INSERT INTO numbers (value) VALUES (1)");
    database_.KillConnections();
    transaction.exec("INSERT INTO numbers (value) VALUES (2)");
    return absl::OkStatus();
  });

  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  EXPECT_EQ(Count(), 0);
  EXPECT_TRUE(Insert(pool, 3).ok());
}

TEST_F(PoolTest, PreparedStatementsSurviveTransactions) {
  Pool pool(OptionsWith(1));
  const auto twice = [](pqxx::work& transaction) -> absl::StatusOr<int> {
    transaction.conn().prepare("twice", "SELECT 2 * $1::integer");
    return transaction.exec_prepared1("twice", 21)[0].as<int>();
  };

  EXPECT_EQ(*pool.InTransaction({}, twice), 42);
  EXPECT_EQ(*pool.InTransaction({}, twice), 42);
}

TEST_F(PoolTest, ReadyFollowsTheDatabase) {
  Pool pool(OptionsWith(2));
  const auto becomes = [&](bool ready) {
    for (int i = 0; i < 100 && pool.Ready().ok() != ready; ++i) std::this_thread::sleep_for(50ms);
    return pool.Ready().ok() == ready;
  };
  ASSERT_TRUE(becomes(true)) << pool.Ready();

  database_.TakeAway();
  EXPECT_TRUE(becomes(false));
  EXPECT_EQ(Insert(pool, 1).code(), absl::StatusCode::kUnavailable);

  database_.Restore();
  EXPECT_TRUE(becomes(true)) << pool.Ready();
}

TEST_F(PoolTest, AMissingServerIsUnavailable) {
  Options options = OptionsWith(1);
  options.url = "postgresql:///nowhere?host=/nonexistent";
  Pool pool(options);

  EXPECT_EQ(Insert(pool, 1).code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(pool.Ready().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace signalbox::postgres
