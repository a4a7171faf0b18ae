#include "common/postgres/listener.h"

#include <condition_variable>
#include <mutex>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/postgres/postgres.h"

namespace signalbox::postgres {
namespace {

using namespace std::chrono_literals;

/// What a listener reported, to be waited for.
class Heard {
 public:
  void Notify(const std::string& payload) {
    const std::scoped_lock lock(mutex_);
    payloads_.push_back(payload);
    changed_.notify_all();
  }
  void Connected() {
    const std::scoped_lock lock(mutex_);
    ++connects_;
    changed_.notify_all();
  }
  void Lost() {
    const std::scoped_lock lock(mutex_);
    ++losses_;
    changed_.notify_all();
  }
  bool WaitForLosses(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 20s, [&] { return losses_ >= count; });
  }
  bool WaitForConnects(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 20s, [&] { return connects_ >= count; });
  }
  std::vector<std::string> WaitForPayloads(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, 20s, [&] { return payloads_.size() >= count; });
    return payloads_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int connects_ = 0;
  int losses_ = 0;
  std::vector<std::string> payloads_;
};

class ListenerTest : public ::testing::Test {
 protected:
  std::unique_ptr<Listener> Listen() {
    return std::make_unique<Listener>(
        database_.OptionsFor("public"), "news", [this](const std::string& payload) { heard_.Notify(payload); },
        [this] { heard_.Connected(); }, [this] { heard_.Lost(); });
  }

  support::Postgres database_;
  Heard heard_;
};

TEST_F(ListenerTest, HearsEveryNotificationInOrder) {
  const auto listener = Listen();
  ASSERT_TRUE(heard_.WaitForConnects(1));

  database_.Execute("SELECT pg_notify('news', n::text) FROM generate_series(1, 3) n");
  database_.Execute("NOTIFY other, 'not for us'");
  database_.Execute("NOTIFY news, '4'");

  EXPECT_EQ(heard_.WaitForPayloads(4), (std::vector<std::string>{"1", "2", "3", "4"}));
}

TEST_F(ListenerTest, SaysSoWhenItReconnectedAndHearsAgain) {
  const auto listener = Listen();
  ASSERT_TRUE(heard_.WaitForConnects(1));

  database_.KillConnections();

  ASSERT_TRUE(heard_.WaitForConnects(2));
  database_.Execute("NOTIFY news, 'again'");
  EXPECT_EQ(heard_.WaitForPayloads(1), std::vector<std::string>{"again"});
}

TEST_F(ListenerTest, SaysAtOnceThatTheConnectionIsLost) {
  const auto listener = Listen();
  ASSERT_TRUE(heard_.WaitForConnects(1));

  database_.TakeAway();

  EXPECT_TRUE(heard_.WaitForLosses(1));
}

TEST_F(ListenerTest, ConnectsOnceTheDatabaseComesBack) {
  database_.TakeAway();
  const auto listener = Listen();

  database_.Restore();

  EXPECT_TRUE(heard_.WaitForConnects(1));
}

TEST_F(ListenerTest, StopsAtOnceWhetherConnectedOrNot) {
  auto connected = Listen();
  ASSERT_TRUE(heard_.WaitForConnects(1));
  auto start = std::chrono::steady_clock::now();
  connected.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 200ms);

  database_.TakeAway();
  auto away = Listen();
  start = std::chrono::steady_clock::now();
  away.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 200ms);
}

}  // namespace
}  // namespace signalbox::postgres
