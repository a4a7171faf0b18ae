#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/component/router/router_service.h"

namespace signalbox::router {
namespace {

using ::testing::EndsWith;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// What callers do besides listening.
class Callers : public ::testing::Test {
 protected:
  RouterService& ServedBy(const std::string& upstream_model) {
    service_ = std::make_unique<RouterService>(database_, Providers(demo_, {{"demo", upstream_model}}));
    return *service_;
  }

  const test::FakeProvider demo_;
  const support::Postgres database_;
  std::unique_ptr<RouterService> service_;
};

TEST_F(Callers, StopClosesTheProviderWithin100MsAndTheTailTellsWhatWasUsed) {
  RouterService& router = ServedBy("up;text=To the sea and back;hold=4");
  const auto answer = router.Generate(true);
  ASSERT_TRUE(answer->WaitFor("the"));

  const auto stopped = steady_clock::now();
  answer->generation().Stop();

  ASSERT_TRUE(answer->Done().ok());
  const auto closed = demo_.Wait("up", "closed");
  ASSERT_TRUE(closed && closed->closed);
  EXPECT_LT(*closed->closed - stopped, 100ms);
  EXPECT_EQ(answer->tail().ending(), llm::v1::CLIENT_CANCELLED);
  ASSERT_EQ(answer->tail().attempts_size(), 1);
  EXPECT_EQ(answer->tail().attempts(0).ending(), llm::v1::CLIENT_CANCELLED);
  EXPECT_TRUE(answer->tail().attempts(0).usage().estimated());
  EXPECT_GT(answer->tail().attempts(0).usage().output(), 0);
  EXPECT_GT(answer->tail().attempts(0).usage().input(), 0);
}

TEST_F(Callers, StopBeforeAnythingWasGeneratedCostsNothing) {
  for (const bool stream : {false, true}) {
    RouterService& router = ServedBy("up;stall=0");
    const auto answer = router.Generate(stream);
    ASSERT_TRUE(demo_.Wait("up", "arrived"));

    const auto stopped = steady_clock::now();
    answer->generation().Stop();

    ASSERT_TRUE(answer->Done().ok());
    EXPECT_LT(*demo_.Wait("up", "closed")->closed - stopped, 100ms);
    EXPECT_FALSE(answer->has_head());
    EXPECT_EQ(answer->tail().ending(), llm::v1::CLIENT_CANCELLED);
    EXPECT_FALSE(answer->tail().attempts(0).has_usage());
    demo_.ClearRequests();
  }
}

TEST_F(Callers, StopTogetherWithTheRequestStillBringsATail) {
  RouterService& router = ServedBy("up;stall=0");

  const auto answer = router.Generate(true);
  answer->generation().Stop();

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->tail().ending(), llm::v1::CLIENT_CANCELLED);
}

TEST_F(Callers, StopAfterTheUsageArrivedKeepsTheProvidersFigures) {
  // Events: role, token, finish, usage, [DONE].
  RouterService& router = ServedBy("up;text=Sea;prompt=9;completion=1;hold=5");
  v1::GenerateRequest request = ChatRequest(true);
  request.set_include_usage(true);
  const auto answer = router.Generate(std::move(request));
  ASSERT_TRUE(answer->WaitFor("prompt_tokens"));

  answer->generation().Stop();

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->tail().ending(), llm::v1::CLIENT_CANCELLED);
  EXPECT_EQ(answer->tail().attempts(0).usage().input(), 9);
  EXPECT_FALSE(answer->tail().attempts(0).usage().estimated());
}

TEST_F(Callers, CancellationClosesTheProviderWithin100MsToo) {
  RouterService& router = ServedBy("up;text=To the sea;hold=3");
  const auto answer = router.Generate(true);
  ASSERT_TRUE(answer->WaitFor("To"));

  const auto cancelled = steady_clock::now();
  answer->generation().Cancel();

  EXPECT_EQ(answer->Done().code(), absl::StatusCode::kCancelled);
  const auto closed = demo_.Wait("up", "closed");
  ASSERT_TRUE(closed && closed->closed);
  EXPECT_LT(*closed->closed - cancelled, 100ms);
}

TEST_F(Callers, ASlowReaderSlowsTheProvider) {
  RouterService& router = ServedBy("up;tokens=100000");
  const auto answer = router.Generate(true, "", false);
  ASSERT_TRUE(demo_.Wait("up", "chunk:100"));

  // The provider has about 20 MB to say: it could not hand them over if nobody held it back.
  EXPECT_FALSE(demo_.Wait("up", "finished", 1, 500ms));
  const int stuck_at = demo_.Requests("up")[0].chunks;
  EXPECT_FALSE(demo_.Wait("up", "chunk:" + std::to_string(stuck_at + 1), 1, 300ms));

  answer->ReadOn();
  ASSERT_TRUE(demo_.Wait("up", "finished", 1, 30s));
  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->tail().ending(), llm::v1::COMPLETED);
  EXPECT_THAT(answer->data(), EndsWith("data: [DONE]\n\n"));
}

TEST_F(Callers, StopReachesAPausedProvider) {
  RouterService& router = ServedBy("up;tokens=100000");
  const auto answer = router.Generate(true, "", false);
  ASSERT_TRUE(demo_.Wait("up", "chunk:100"));
  ASSERT_FALSE(demo_.Wait("up", "finished", 1, 300ms));

  const auto stopped = steady_clock::now();
  answer->generation().Stop();

  const auto closed = demo_.Wait("up", "closed");
  ASSERT_TRUE(closed && closed->closed);
  EXPECT_LT(*closed->closed - stopped, 100ms);
  answer->ReadOn();
  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->tail().ending(), llm::v1::CLIENT_CANCELLED);
}

TEST_F(Callers, AThousandStreamsAtOnceAllEndWell) {
  RouterService& router = ServedBy("up;tokens=5;gap=20ms");
  std::vector<std::shared_ptr<GenerationLog>> answers;
  for (int i = 0; i < 1000; ++i) answers.push_back(router.Generate(true));

  for (const auto& answer : answers) {
    ASSERT_TRUE(answer->Done().ok());
    ASSERT_EQ(answer->tail().ending(), llm::v1::COMPLETED);
  }
}

}  // namespace
}  // namespace signalbox::router
