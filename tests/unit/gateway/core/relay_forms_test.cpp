#include "tests/unit/gateway/core/relay_fixture.h"

namespace signalbox::gateway {
namespace {

TEST_F(RelayTest, CountingTokensLeavesNoEntry) {
  operation_ = llm::v1::COUNT_TOKENS;
  Start();
  router_->Say(Head(200, "application/json"));
  router_->Say(Tail(llm::v1::COMPLETED, "{\"input_tokens\":9}"));

  EXPECT_EQ(exchange_->body, "{\"input_tokens\":9}");
  EXPECT_TRUE(ledger_->entries.empty());
}

TEST_F(RelayTest, WhatIsForwardedGoesAsItComesUnlessItIsJson) {
  operation_ = llm::v1::FORWARD;
  Start();
  router_->Say(Head(200, "audio/mpeg"));
  router_->Say(Data("ID3"));
  EXPECT_EQ(exchange_->sent.back(), "ID3");
  router_->Say(Tail(llm::v1::COMPLETED, "end"));
  EXPECT_EQ(exchange_->sent.back(), "end");
  EXPECT_TRUE(exchange_->finished);
  EXPECT_EQ(ledger_->entries.size(), 1U);
}

TEST_F(RelayTest, AStreamWithoutEventsThatBreaksDoesNotLookComplete) {
  operation_ = llm::v1::FORWARD;
  Start();
  router_->Say(Head(200, "audio/mpeg"));
  router_->Say(Data("ID3"));
  router_->Say(Tail(llm::v1::UPSTREAM_CUT, "data: {}\n\n"));
  EXPECT_TRUE(exchange_->aborted);
  EXPECT_EQ(exchange_->sent.back(), "ID3");
}

TEST_F(RelayTest, AGeminiArrayIsAStreamToo) {
  dialect_ = llm::v1::GEMINI;
  Start();
  router_->Say(Head(200, "application/json"));
  router_->Say(Data("[{}"));
  EXPECT_EQ(exchange_->sent.back(), "[{}");
  router_->Say(Tail(llm::v1::COMPLETED, "]\n"));
  EXPECT_TRUE(exchange_->finished);
}

TEST_F(RelayTest, AGeminiArrayThatBreaksEndsWithWhatTheRouterSays) {
  dialect_ = llm::v1::GEMINI;
  Start();
  router_->Say(Head(200, "application/json"));
  router_->Say(Data("[{}"));
  router_->Say(Tail(llm::v1::UPSTREAM_CUT, ",{\"error\":{}}]\n"));
  EXPECT_EQ(exchange_->sent.back(), ",{\"error\":{}}]\n");
  EXPECT_TRUE(exchange_->finished);
}

}  // namespace
}  // namespace signalbox::gateway
