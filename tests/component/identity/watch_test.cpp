#include <iostream>

#include <fmt/format.h>

#include "services/identity/client/identity_client.h"
#include "tests/component/identity/fixture.h"

namespace signalbox::identity {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

/// A listener as a gateway is one, and what it has heard.
class Listening {
 public:
  explicit Listening(const Replica& replica)
      : watch_(replica.NewChannel(),
               {[this](std::int64_t revision) { Note([&] { connects_.push_back(revision); }); },
                [this](const v1::WatchResponse& event) { Note([&] { events_.push_back(event); }); },
                [this] { Note([&] { ++losses_; }); }}) {}

  bool WaitForConnects(size_t count) {
    return Wait([&] { return connects_.size() >= count; });
  }
  bool WaitForLosses(int count) {
    return Wait([&] { return losses_ >= count; });
  }
  bool WaitForEvents(size_t count) {
    return Wait([&] { return events_.size() >= count; });
  }
  bool WaitForKey(const std::string& id) {
    return Wait([&] { return Heard().contains(id); });
  }
  std::set<std::string> Keys() {
    const std::scoped_lock lock(mutex_);
    return Heard();
  }
  std::vector<v1::WatchResponse> Events() {
    const std::scoped_lock lock(mutex_);
    return events_;
  }
  std::int64_t FirstRevision() {
    const std::scoped_lock lock(mutex_);
    return connects_.front();
  }

 private:
  void Note(const std::function<void()>& change) {
    const std::scoped_lock lock(mutex_);
    change();
    changed_.notify_all();
  }
  bool Wait(const std::function<bool()>& reached) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 20s, reached);
  }
  std::set<std::string> Heard() const {
    std::set<std::string> keys;
    for (const v1::WatchResponse& event : events_) keys.insert(event.key_ids().begin(), event.key_ids().end());
    return keys;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::int64_t> connects_;
  std::vector<v1::WatchResponse> events_;
  int losses_ = 0;
  KeyWatch watch_;
};

class WatchTest : public IdentityTest {
 protected:
  /// Waits until that many streams are open.
  static bool WaitForWatchers(int count) {
    const std::string line = "signalbox_identity_watchers " + std::to_string(count) + "\n";
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < deadline) {
      if (metrics::Serialize().find(line) != std::string::npos) return true;
      std::this_thread::yield();
    }
    return false;
  }
};

TEST_F(WatchTest, BeginsWithTheCurrentRevisionAndThenTellsOfEveryChange) {
  const v1::CreateKeyResponse key = Create();
  const std::int64_t revision = Authenticate(key.key_text())->revision();
  Replica started_later(database_);
  Listening listening(started_later);
  ASSERT_TRUE(listening.WaitForConnects(1));

  ASSERT_TRUE(Block({key.id()}).ok());
  ASSERT_TRUE(listening.WaitForKey(key.id()));

  EXPECT_EQ(listening.FirstRevision(), revision);
  ASSERT_EQ(listening.Events().size(), 1u);
  EXPECT_EQ(listening.Events()[0].revision(), revision + 1);
  EXPECT_THAT(listening.Events()[0].key_ids(), ElementsAre(key.id()));
}

TEST_F(WatchTest, ACommittedBlockReachesAListenerOfAnotherReplicaWithin100Milliseconds) {
  Replica other(database_);
  Listening listening(other);
  ASSERT_TRUE(listening.WaitForConnects(1));
  std::vector<std::chrono::microseconds> delays;

  for (int i = 0; i < 50; ++i) {
    const v1::CreateKeyResponse key = Create();
    ASSERT_TRUE(listening.WaitForKey(key.id()));
    const size_t before = listening.Events().size();
    const auto start = std::chrono::steady_clock::now();
    ASSERT_TRUE(Block({key.id()}).ok());
    ASSERT_TRUE(listening.WaitForEvents(before + 1));
    delays.push_back(std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start));
  }

  std::sort(delays.begin(), delays.end());
  std::cout << "from the call of BlockKeys to the listener: median " << delays[delays.size() / 2].count()
            << " us, largest " << delays.back().count() << " us\n";
  // The largest tells how busy the machine was; a watch that polls or batches would show in the median.
  EXPECT_LT(delays[delays.size() / 2], 100ms);
}

TEST_F(WatchTest, ALargeChangeIsToldCompletely) {
  std::vector<std::string> ids;
  for (int i = 0; i < 500; ++i) ids.push_back(NewUuid());
  database_.Execute(
      "INSERT INTO identity.api_key (id, secret_hash, name, prefix, key_type, models, metadata, created_at, updated_at)"
      " SELECT id::uuid, decode(md5(id), 'hex'), '', '', 'llm_api', '[]', '{}', now(), now() FROM unnest('{" +
      fmt::format("{}", fmt::join(ids, ",")) + "}'::text[]) id");
  Listening listening(*replica_);
  ASSERT_TRUE(listening.WaitForConnects(1));

  ASSERT_TRUE(Block(ids).ok());

  for (const std::string& id : ids) ASSERT_TRUE(listening.WaitForKey(id));
  for (const v1::WatchResponse& event : listening.Events()) {
    EXPECT_EQ(event.revision(), listening.FirstRevision() + 1);
  }
}

TEST_F(WatchTest, AFailedChangeIsNotTold) {
  Listening listening(*replica_);
  ASSERT_TRUE(listening.WaitForConnects(1));
  const v1::CreateKeyResponse key = Create();
  ASSERT_TRUE(listening.WaitForKey(key.id()));

  ASSERT_FALSE(Block({key.id(), NewUuid()}).ok());
  const v1::CreateKeyResponse marker = Create();
  ASSERT_TRUE(listening.WaitForKey(marker.id()));

  EXPECT_EQ(listening.Events().size(), 2u) << "the two that were created";
}

TEST_F(WatchTest, WhenChangesMightHaveBeenMissedStreamsEndAndBeginAnew) {
  Listening listening(*replica_);
  ASSERT_TRUE(listening.WaitForConnects(1));

  database_.KillConnections();

  EXPECT_TRUE(listening.WaitForLosses(1));
  EXPECT_TRUE(listening.WaitForConnects(2));
  const v1::CreateKeyResponse key = Create();
  EXPECT_TRUE(listening.WaitForKey(key.id()));
}

TEST_F(WatchTest, WhileTheDatabaseIsAwayNobodyCanListen) {
  Listening listening(*replica_);
  ASSERT_TRUE(listening.WaitForConnects(1));
  database_.TakeAway();
  ASSERT_TRUE(listening.WaitForLosses(1));

  grpc::ClientContext call;
  const auto reader = replica_->stub().Watch(&call, {});
  v1::WatchResponse event;

  EXPECT_FALSE(reader->Read(&event));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(WatchTest, StreamsEndCleanlyWhenTheServiceStops) {
  Listening first(*replica_);
  Listening second(*replica_);
  ASSERT_TRUE(first.WaitForConnects(1) && second.WaitForConnects(1));
  grpc::ClientContext call;
  const auto reader = replica_->stub().Watch(&call, {});
  v1::WatchResponse event;
  ASSERT_TRUE(reader->Read(&event));

  replica_->Stop();

  EXPECT_FALSE(reader->Read(&event));
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_TRUE(first.WaitForLosses(1));
  EXPECT_TRUE(second.WaitForLosses(1));
}

TEST_F(WatchTest, TheNumberOfListenersIsBoundedAndAPlaceIsFreedByLeaving) {
  struct Stream {
    grpc::ClientContext call;
    std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> reader;
  };
  const auto open = [&](Stream& stream) {
    stream.reader = replica_->stub().Watch(&stream.call, {});
    v1::WatchResponse event;
    return stream.reader->Read(&event);
  };
  Listening one(*replica_);
  ASSERT_TRUE(one.WaitForConnects(1));
  std::vector<std::unique_ptr<Stream>> streams;
  for (size_t i = 1; i < WatchHub::kMaxWatchers; ++i) {
    streams.push_back(std::make_unique<Stream>());
    ASSERT_TRUE(open(*streams.back())) << i;
  }

  Stream refused;
  EXPECT_FALSE(open(refused));
  EXPECT_EQ(refused.reader->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);

  streams.front()->call.TryCancel();
  (void)streams.front()->reader->Finish();
  bool accepted = false;
  for (int i = 0; i < 1000 && !accepted; ++i) {
    Stream again;
    accepted = open(again);
  }
  EXPECT_TRUE(accepted);
  for (const auto& stream : streams) stream->call.TryCancel();
}

TEST_F(WatchTest, AListenerThatDoesNotReadIsDroppedAndTheOthersHearOn) {
  std::vector<std::string> ids;
  for (int i = 0; i < 200; ++i) ids.push_back(NewUuid());
  Listening listening(*replica_);
  ASSERT_TRUE(listening.WaitForConnects(1));
  grpc::ClientContext call;
  const auto stopped = replica_->stub().Watch(&call, {});
  v1::WatchResponse event;
  ASSERT_TRUE(stopped->Read(&event));

  // In portions that a listener which reads keeps up with.
  for (size_t told = 0; told < 2000; told += 400) {
    database_.Execute(
        fmt::format("SELECT pg_notify('signalbox_identity_keys', n || ' {}') FROM generate_series({}, {}) n",
                    fmt::join(ids, ","), told + 10, told + 409));
    ASSERT_TRUE(listening.WaitForEvents(told + 400));
  }

  ASSERT_TRUE(WaitForWatchers(1)) << "it must be cut although it never reads";
  size_t read = 0;
  while (stopped->Read(&event)) ++read;
  EXPECT_LT(read, 2000u);
  EXPECT_EQ(stopped->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

}  // namespace
}  // namespace signalbox::identity
