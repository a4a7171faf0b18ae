#include "common/status/error.h"
#include "tests/unit/gateway/core/relay_fixture.h"

namespace signalbox::gateway {
namespace {

TEST_F(RelayTest, AProvidersErrorReachesTheCallerWithItsStatus) {
  Start();
  auto head = Head(429, "application/json");
  auto* retry = head.mutable_head()->add_headers();
  retry->set_name("retry-after");
  retry->set_value("7");
  router_->Say(head);
  router_->Say(Tail(llm::v1::UPSTREAM_ERROR, "{\"error\":{}}"));

  EXPECT_EQ(exchange_->status, 429);
  EXPECT_EQ(exchange_->Header("retry-after"), "7");
  EXPECT_EQ(exchange_->body, "{\"error\":{}}");
  EXPECT_EQ(entry().ending(), llm::v1::UPSTREAM_ERROR);
  EXPECT_EQ(entry().status(), 429);
}

TEST_F(RelayTest, AnErrorAnswerIsNeverAStreamEvenIfItSaysSo) {
  Start();
  router_->Say(Head(500, "text/event-stream"));
  router_->Say(Tail(llm::v1::UPSTREAM_ERROR, "{}"));

  EXPECT_FALSE(exchange_->streaming);
  EXPECT_EQ(exchange_->status, 500);
}

TEST_F(RelayTest, ACutStreamEndsWithTheRoutersErrorEventAndNoTerminator) {
  Start();
  router_->Say(StreamHead());
  router_->Say(Data("data: 1\n\n"));
  router_->Say(Tail(llm::v1::UPSTREAM_CUT, "data: {\"error\":{}}\n\n"));

  EXPECT_EQ(exchange_->body, "data: 1\n\ndata: {\"error\":{}}\n\n");
  EXPECT_TRUE(exchange_->finished);
  EXPECT_EQ(entry().ending(), llm::v1::UPSTREAM_CUT);
}

TEST_F(RelayTest, ARefusalOfTheRouterIsRenderedAndMakesNoEntry) {
  Start();
  router_->Done(Error(absl::StatusCode::kNotFound, "MODEL_NOT_FOUND", "no such model"));

  EXPECT_EQ(exchange_->status, 404);
  EXPECT_NE(exchange_->body.find("model_not_found"), std::string::npos);
  EXPECT_TRUE(ledger_->entries.empty());
  EXPECT_TRUE(over_);
}

TEST_F(RelayTest, ARefusalMakesNoEntryEvenIfTheCallerHasLeft) {
  Start();
  exchange_->Leave();
  router_->Done(Error(absl::StatusCode::kNotFound, "MODEL_NOT_FOUND", "no such model"));

  EXPECT_TRUE(ledger_->entries.empty());
  EXPECT_TRUE(over_);
}

TEST_F(RelayTest, APlainAnswerThatOutgrowsTheBoundIsStoppedAndRefused) {
  Start();
  router_->Say(Head(200, "application/json"));
  for (int i = 0; i < 65; ++i) router_->Say(Data(std::string(std::size_t{1} << 20, 'x')));
  EXPECT_EQ(router_->generation->stops, 1);
  router_->Say(Tail(llm::v1::CLIENT_CANCELLED));

  EXPECT_EQ(exchange_->status, 500);
  EXPECT_EQ(entry().ending(), llm::v1::UPSTREAM_ERROR);
  EXPECT_EQ(entry().usage().output(), 3);
}

TEST_F(RelayTest, AnOutageBeforeTheHeadIs503AndAnEntryWithoutTokens) {
  Start();
  router_->Done(absl::UnavailableError("away"));

  EXPECT_EQ(exchange_->status, 503);
  EXPECT_EQ(entry().ending(), llm::v1::UPSTREAM_ERROR);
  EXPECT_EQ(entry().status(), 503);
  EXPECT_EQ(entry().usage().output(), 0);
}

TEST_F(RelayTest, ATimeoutBeforeTheHeadIs504) {
  Start();
  router_->Done(absl::DeadlineExceededError("slow"));

  EXPECT_EQ(exchange_->status, 504);
  EXPECT_EQ(entry().ending(), llm::v1::TIMEOUT);
}

TEST_F(RelayTest, ARouterThatDiesMidStreamCostsWhatWasSeenAndSaysSo) {
  Start();
  router_->Say(StreamHead());
  router_->Say(Data("data: 1\n\ndata: 2\n\n"));
  router_->Done(absl::UnavailableError("away"));

  EXPECT_NE(exchange_->body.find("data: {\"error\":"), std::string::npos) << exchange_->body;
  EXPECT_EQ(exchange_->body.find("[DONE]"), std::string::npos);
  EXPECT_EQ(entry().ending(), llm::v1::UPSTREAM_CUT);
  EXPECT_EQ(entry().status(), 200);
  EXPECT_EQ(entry().usage().output(), 2);
  EXPECT_TRUE(entry().usage().estimated());
}

TEST_F(RelayTest, ARouterThatDiesAfterTheTerminatorDoesNotMakeItASuccess) {
  Start();
  router_->Say(StreamHead());
  router_->Say(Data(std::string("data: 1\n\n") + kDone));
  router_->Done(absl::UnavailableError("away"));

  EXPECT_EQ(exchange_->body.find("[DONE]"), std::string::npos);
}

TEST_F(RelayTest, ATailWithoutAHeadIsOurFault) {
  Start();
  router_->Say(Tail(llm::v1::COMPLETED, "{}"));

  EXPECT_EQ(exchange_->status, 500);
}

TEST_F(RelayTest, AnEntryThatCannotBeWrittenIsNeverASuccess) {
  ledger_->answer = absl::ResourceExhaustedError("full");

  Start();
  router_->Say(StreamHead());
  router_->Say(Data("data: 1\n\n"));
  router_->Say(Tail(llm::v1::COMPLETED, kDone));

  EXPECT_EQ(exchange_->body.find("[DONE]"), std::string::npos);
  EXPECT_NE(exchange_->body.find("ledger_unavailable"), std::string::npos) << exchange_->body;
}

TEST_F(RelayTest, APlainAnswerThatCannotBeWrittenDownIs503) {
  ledger_->answer = absl::ResourceExhaustedError("full");

  Start();
  router_->Say(Head(200, "application/json"));
  router_->Say(Tail(llm::v1::COMPLETED, "{\"secret\":1}"));

  EXPECT_EQ(exchange_->status, 503);
  EXPECT_EQ(exchange_->body.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace signalbox::gateway
