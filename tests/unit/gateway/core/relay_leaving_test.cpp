#include "tests/unit/gateway/core/relay_fixture.h"

namespace signalbox::gateway {
namespace {

TEST_F(RelayTest, ACallerWhoLeavesBeforeTheHeadStopsTheGeneration) {
  Start();
  exchange_->Leave();
  EXPECT_EQ(router_->generation->stops, 1);

  router_->Say(Tail(llm::v1::CLIENT_CANCELLED));

  EXPECT_EQ(entry().ending(), llm::v1::CLIENT_CANCELLED);
  EXPECT_EQ(entry().status(), 0);
  EXPECT_EQ(entry().ttft_us(), 0);
  EXPECT_EQ(entry().usage().output(), 3);
  EXPECT_EQ(exchange_->answers, 0);
}

TEST_F(RelayTest, ACallerWhoLeavesMidStreamIsReadToTheTailAndCharged) {
  exchange_->slow = true;
  Start();
  router_->Say(StreamHead());
  router_->Say(Data("data: 1\n\n"));
  exchange_->Leave();
  EXPECT_EQ(router_->generation->stops, 1);
  EXPECT_EQ(nexts(), 2);

  router_->Say(Data("data: 2\n\n"));
  EXPECT_EQ(nexts(), 3);
  router_->Say(Tail(llm::v1::COMPLETED, kDone));
  router_->Done(absl::OkStatus());

  EXPECT_EQ(entry().ending(), llm::v1::CLIENT_CANCELLED);
  EXPECT_EQ(entry().status(), 200);
  EXPECT_EQ(entry().usage().output(), 3);
  EXPECT_EQ(exchange_->body, "data: 1\n\n");
  EXPECT_TRUE(over_);
}

TEST_F(RelayTest, ACallerWhoLeavesWhileTheEndIsHeldBackHasCompleted) {
  ledger_->hold = true;
  Start();
  router_->Say(StreamHead());
  router_->Say(Tail(llm::v1::COMPLETED, kDone));
  exchange_->Leave();
  ledger_->Commit();
  router_->Done(absl::OkStatus());

  EXPECT_EQ(ledger_->entries.size(), 1U);
  EXPECT_EQ(entry().ending(), llm::v1::COMPLETED);
  EXPECT_FALSE(exchange_->finished);
  EXPECT_TRUE(over_);
}

TEST_F(RelayTest, ACallerWhoLeavesAfterTheEndChangesNothing) {
  Start();
  router_->Say(StreamHead());
  router_->Say(Tail(llm::v1::COMPLETED, kDone));
  router_->Done(absl::OkStatus());
  exchange_->Leave();

  EXPECT_EQ(router_->generation->stops, 0);
  EXPECT_EQ(ledger_->entries.size(), 1U);
}

TEST_F(RelayTest, ACallerWhoHadLeftBeforehandCostsNothingAndReachesNobody) {
  exchange_->Leave();
  Start();

  EXPECT_EQ(router_->generations, 0);
  EXPECT_EQ(entry().ending(), llm::v1::CLIENT_CANCELLED);
  EXPECT_EQ(entry().usage().output(), 0);
}

TEST_F(RelayTest, ACallerWhoLeavesBeforeGenerateReturnsStopsItAllTheSame) {
  router_->during_generate = [this] { exchange_->Leave(); };
  Start();

  EXPECT_EQ(router_->generation->stops, 1);
}

}  // namespace
}  // namespace signalbox::gateway
