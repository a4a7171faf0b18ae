#include <gtest/gtest.h>

#include "tests/component/router/failures.h"

namespace signalbox::router {
namespace {

using Retries = Failures;

TEST_F(Retries, AServerFaultIsAskedForOnceMoreAtTheSameTargetAndMayThenBeWell) {
  demo_.Script(R"({"model":"up","status":500,"times":1})");
  RouterService& router = Serve({{"demo", "up"}});

  const auto answer = router.Generate(true);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_EQ(answer->Header("x-signalbox-attempts"), "2");
  ASSERT_EQ(answer->tail().attempts_size(), 2);
  EXPECT_EQ(answer->tail().attempts(0).status(), 500);
  EXPECT_EQ(answer->tail().attempts(1).ending(), llm::v1::COMPLETED);
  ASSERT_EQ(answer->tail().attempts(1).decision().considered_size(), 1);
  EXPECT_EQ(answer->tail().attempts(1).decision().considered(0).rejection(), "");
  EXPECT_LT(answer->tail().overhead_us(), 80'000) << "the pause is not the router's own time";
}

TEST_F(Retries, ARateLimitIsWaitedForByWhomNobodyElseCanAnswer) {
  demo_.Script(R"({"model":"up","status":429,"retry_after":"1","times":1})");
  RouterService& router = Serve({{"demo", "up"}});

  const auto answer = router.Generate(false);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_EQ(answer->tail().attempts_size(), 2);
}

TEST_F(Retries, ARateLimitLongerThanTheLongestWaitIsToldAtOnce) {
  RouterService& router = Serve({{"demo", "up;status=429;retry_after=6"}});

  const auto answer = router.Generate(false);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 429);
  EXPECT_EQ(answer->tail().attempts_size(), 1);
}

TEST_F(Retries, APauseThatDoesNotFitIntoTheDeadlineIsNotBegun) {
  RouterService& router = Serve({{"demo", "up;status=429;retry_after=3"}});

  const auto answer =
      router.Generate(ChatRequest(false), true, RequestContext::Background(std::chrono::milliseconds(1500)));

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 429);
  EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_ERROR);
}

TEST_F(Retries, StoppingDuringThePauseEndsAtOnceWithOneTail) {
  RouterService& router = Serve({{"demo", "up;status=429;retry_after=5"}});
  const auto begun = std::chrono::steady_clock::now();

  const auto answer = router.Generate(false);
  ASSERT_TRUE(demo_.Wait("up", "finished"));
  answer->generation().Stop();

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(4));
  EXPECT_EQ(answer->tail().ending(), llm::v1::CLIENT_CANCELLED);
  EXPECT_EQ(answer->tail().attempts_size(), 1);
}

}  // namespace
}  // namespace signalbox::router
