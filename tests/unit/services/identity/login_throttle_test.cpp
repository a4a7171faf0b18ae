#include "services/identity/domain/login_throttle.h"

#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::identity {
namespace {

using namespace std::chrono_literals;

class LoginThrottleTest : public ::testing::Test {
 protected:
  /// How long the address has to wait now.
  std::chrono::milliseconds Wait(const std::string& email = "a") {
    const absl::Status status = throttle_.Check(email);
    if (status.ok()) return 0ms;
    EXPECT_EQ(ReasonOf(status), "RATE_LIMITED");
    return std::chrono::milliseconds(std::stoll(MetadataOf(status)["retry_after_ms"]));
  }
  void Fail(int times, const std::string& email = "a") {
    for (int i = 0; i < times; ++i) throttle_.Failed(email);
  }

  TimePoint now_{1'700'000'000s};
  LoginThrottle throttle_{[this] { return now_; }, 3};
};

TEST_F(LoginThrottleTest, FourFailuresAreFree) {
  Fail(4);

  EXPECT_EQ(Wait(), 0ms);
}

TEST_F(LoginThrottleTest, TheWaitDoublesUpToFiveMinutes) {
  Fail(5);
  EXPECT_EQ(Wait(), 1s);
  Fail(1);
  EXPECT_EQ(Wait(), 2s);
  Fail(1);
  EXPECT_EQ(Wait(), 4s);
  Fail(100);
  EXPECT_EQ(Wait(), 300s);
}

TEST_F(LoginThrottleTest, TheWaitPasses) {
  Fail(5);

  now_ += 400ms;
  EXPECT_EQ(Wait(), 600ms);
  now_ += 600ms;
  EXPECT_EQ(Wait(), 0ms);
}

TEST_F(LoginThrottleTest, ASuccessForgetsTheFailures) {
  Fail(5);

  throttle_.Succeeded("a");
  Fail(4);

  EXPECT_EQ(Wait(), 0ms);
}

TEST_F(LoginThrottleTest, OthersNeedNotWait) {
  Fail(9, "a");

  EXPECT_EQ(Wait("b"), 0ms);
}

TEST_F(LoginThrottleTest, RemembersABoundedNumberOfAddressesTheLatestOnes) {
  for (const char* email : {"a", "b", "c"}) Fail(5, email);
  Fail(1, "a");

  Fail(5, "d");

  EXPECT_EQ(Wait("b"), 0ms) << "the one whose last failure is longest ago";
  EXPECT_GT(Wait("a"), 0ms);
  EXPECT_GT(Wait("c"), 0ms);
  EXPECT_GT(Wait("d"), 0ms);
}

}  // namespace
}  // namespace signalbox::identity
