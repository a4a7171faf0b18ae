#include "tests/unit/common/upstream/client_fixture.h"

namespace signalbox::upstream {
namespace {

using ::testing::EndsWith;
using namespace std::chrono_literals;

/// Pauses its transfer at the first bytes.
class ClientPauseTest : public ClientTest {
 protected:
  std::shared_ptr<RecordingObserver> StartPausing(Request request) {
    auto observer = std::make_shared<RecordingObserver>();
    observer->on_data = [this] {
      const std::lock_guard lock(started_);
      if (!std::exchange(paused_, true)) transfer_->Pause();
    };
    const std::lock_guard lock(started_);
    transfer_ = client_->Start(std::move(request), observer);
    return observer;
  }

  std::mutex started_;
  bool paused_ = false;
};

TEST_F(ClientPauseTest, StopsReadingSoThatTheProviderMustWait) {
  const auto observer = StartPausing(Chat("m;tokens=100000", true));
  observer->WaitBody(1);
  const std::size_t before = observer->body().size();
  // More than all the buffers between the two can hold: it cannot finish by itself.
  EXPECT_FALSE(provider_.Wait("m", "finished", 1, 300ms));
  EXPECT_EQ(observer->body().size(), before);

  transfer_->Resume();

  EXPECT_EQ(observer->WaitFailure(), Failure::kNone);
  EXPECT_THAT(observer->body(), EndsWith("data: [DONE]\n\n"));
}

TEST_F(ClientPauseTest, LosesNothingAndKeepsTheOrder) {
  const auto whole = Start(Chat("m;tokens=20000", true));
  ASSERT_EQ(whole->WaitFailure(), Failure::kNone);
  const auto observer = std::make_shared<RecordingObserver>();
  observer->on_data = [this] {
    const std::lock_guard lock(started_);
    transfer_->Pause();
    transfer_->Resume();
  };
  {
    const std::lock_guard lock(started_);
    transfer_ = client_->Start(Chat("m;tokens=20000", true), observer);
  }

  EXPECT_EQ(observer->WaitFailure(), Failure::kNone);
  EXPECT_EQ(observer->body().size(), whole->body().size());
}

TEST_F(ClientPauseTest, TheProviderIsNotBlamedForTheCallersSilence) {
  Request request = Chat("m;tokens=100000", true);
  request.idle_timeout = 50ms;
  const auto observer = StartPausing(std::move(request));
  observer->WaitBody(1);
  EXPECT_FALSE(provider_.Wait("m", "closed", 1, 200ms));

  transfer_->Resume();

  EXPECT_EQ(observer->WaitFailure(), Failure::kNone);
}

TEST_F(ClientPauseTest, TheTotalTimerRunsOn) {
  Request request = Chat("m;tokens=100000", true);
  request.total_timeout = 100ms;

  EXPECT_EQ(StartPausing(std::move(request))->WaitFailure(), Failure::kTotalTimeout);
}

TEST_F(ClientPauseTest, APausedTransferCanBeCancelled) {
  const auto observer = StartPausing(Chat("m;tokens=100000", true));
  observer->WaitBody(1);

  transfer_->Cancel();

  EXPECT_EQ(observer->WaitFailure(), Failure::kCancelled);
  EXPECT_TRUE(provider_.Wait("m", "closed"));
}

}  // namespace
}  // namespace signalbox::upstream
