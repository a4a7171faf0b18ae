#include "tests/unit/common/upstream/client_fixture.h"

namespace signalbox::upstream {
namespace {

using namespace std::chrono_literals;

using ClientCancelTest = ClientTest;

TEST_F(ClientCancelTest, BeforeTheHeadClosesTheConnectionAtOnce) {
  const auto observer = Start(Chat("m;stall=0"));
  ASSERT_TRUE(provider_.Wait("m", "arrived"));

  const auto cancelled = std::chrono::steady_clock::now();
  transfer_->Cancel();

  EXPECT_EQ(observer->WaitFailure(), Failure::kCancelled);
  const auto request = provider_.Wait("m", "closed");
  ASSERT_TRUE(request);
  EXPECT_LT(*request->closed - cancelled, 100ms);
}

TEST_F(ClientCancelTest, InMidStreamClosesTheConnectionAtOnce) {
  const auto observer = Start(Chat("m;gap=1ms;tokens=5000", true));
  observer->WaitBody(1'000);

  const auto cancelled = std::chrono::steady_clock::now();
  transfer_->Cancel();

  EXPECT_EQ(observer->WaitFailure(), Failure::kCancelled);
  const auto request = provider_.Wait("m", "closed");
  ASSERT_TRUE(request);
  EXPECT_LT(*request->closed - cancelled, 100ms);
}

/// Cancels its transfer whenever it hears of bytes.
class CancellingTest : public ClientTest {
 protected:
  std::shared_ptr<RecordingObserver> StartCancelling(Request request) {
    auto observer = std::make_shared<RecordingObserver>();
    observer->on_data = [this] {
      const std::lock_guard lock(started_);
      ++calls_;
      transfer_->Cancel();
    };
    const std::lock_guard lock(started_);
    transfer_ = client_->Start(std::move(request), observer);
    return observer;
  }

  std::mutex started_;  // Guards transfer_ until Start() has returned.
  int calls_ = 0;
};

TEST_F(CancellingTest, IsTheLastAnObserverHears) {
  const auto observer = StartCancelling(Chat("m;tokens=5000", true));

  EXPECT_EQ(observer->WaitFailure(), Failure::kCancelled);
  EXPECT_EQ(calls_, 1);
}

TEST_F(CancellingTest, AtTheLastByteIsStillACancel) {
  EXPECT_EQ(StartCancelling(Chat("m"))->WaitFailure(), Failure::kCancelled);
}

TEST_F(ClientCancelTest, AfterTheEndDoesNothing) {
  const auto observer = Start(Chat("m"));
  EXPECT_EQ(observer->WaitFailure(), Failure::kNone);

  transfer_->Cancel();
  transfer_->Cancel();

  EXPECT_EQ(Start(Chat("m"))->WaitFailure(), Failure::kNone);
}

TEST_F(ClientCancelTest, AtOnceEndsATransferThatNeverBegan) {
  for (int i = 0; i < 100; ++i) {
    const auto observer = Start(Chat("m"));
    transfer_->Cancel();
    const auto result = observer->WaitDone();
    ASSERT_TRUE(result);
  }
}

TEST_F(ClientCancelTest, DestroyingTheClientEndsWhatRuns) {
  std::vector<std::shared_ptr<RecordingObserver>> observers;
  for (int i = 0; i < 20; ++i)
    observers.push_back(Start(Chat(i % 2 == 0 ? "m;stall=0" : "m;gap=1ms;tokens=5000", true)));
  ASSERT_TRUE(provider_.Wait("m", "arrived", 10));

  client_.reset();

  for (const auto& observer : observers) EXPECT_EQ(observer->WaitFailure(), Failure::kCancelled);
  transfer_->Cancel();
  transfer_->Resume();
}

TEST_F(ClientCancelTest, LeavesOtherTransfersAlone) {
  const auto other = Start(Chat("other;hold=2", true));
  other->WaitBody(1);
  const auto observer = Start(Chat("m;stall=0"));
  ASSERT_TRUE(provider_.Wait("m", "arrived"));

  transfer_->Cancel();

  EXPECT_EQ(observer->WaitFailure(), Failure::kCancelled);
  provider_.Release("other");
  EXPECT_EQ(other->WaitFailure(), Failure::kNone);
}

}  // namespace
}  // namespace signalbox::upstream
