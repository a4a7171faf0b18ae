#include "gateway/inference/relay.h"

#include "common/context/ids.h"
#include "tests/unit/gateway/core/relay_fixture.h"

namespace signalbox::gateway {
namespace {

TEST_F(RelayTest, TheTicketIsTheIdOfTheEntry) {
  Start();
  router_->Say(StreamHead());
  router_->Say(Tail(llm::v1::COMPLETED, kDone));

  EXPECT_TRUE(IsUuid(router_->request.ticket()));
  EXPECT_EQ(entry().entry_id(), router_->request.ticket());
}

TEST_F(RelayTest, AStreamBeginsWithItsHeadAndTheHeadersOfAStream) {
  Start();
  router_->Say(StreamHead());

  EXPECT_EQ(exchange_->status, 200);
  EXPECT_EQ(exchange_->Header("content-type"), "text/event-stream");
  EXPECT_EQ(exchange_->Header("cache-control"), "no-cache");
  EXPECT_EQ(exchange_->Header("x-accel-buffering"), "no");
  EXPECT_EQ(nexts(), 1);
}

TEST_F(RelayTest, EachChunkIsSentAtOnceAndTheNextIsAskedForWhenItWasTaken) {
  exchange_->slow = true;
  Start();
  router_->Say(StreamHead());

  router_->Say(Data("data: 1\n\n"));
  EXPECT_EQ(exchange_->sent.back(), "data: 1\n\n");
  EXPECT_EQ(nexts(), 1);

  exchange_->TakeWrite();
  EXPECT_EQ(nexts(), 2);
}

TEST_F(RelayTest, TheEndIsHeldBackUntilTheEntryIsDurable) {
  ledger_->hold = true;
  Start();
  router_->Say(StreamHead());
  router_->Say(Data("data: 1\n\n"));
  router_->Say(Tail(llm::v1::COMPLETED, kDone));
  EXPECT_EQ(exchange_->body, "data: 1\n\n");
  EXPECT_FALSE(exchange_->finished);

  ledger_->Commit();

  EXPECT_EQ(exchange_->body, std::string("data: 1\n\n") + kDone);
  EXPECT_TRUE(exchange_->finished);
}

TEST_F(RelayTest, ATerminatorThatComesBeforeTheTailIsHeldBackToo) {
  ledger_->hold = true;
  Start();
  router_->Say(StreamHead());
  router_->Say(Data(std::string("data: 1\n\n") + kDone));
  EXPECT_EQ(exchange_->body, "data: 1\n\n");

  router_->Say(Tail(llm::v1::COMPLETED));
  ledger_->Commit();

  EXPECT_EQ(exchange_->body, std::string("data: 1\n\n") + kDone);
}

TEST_F(RelayTest, AWholeStreamInOneEventIsRelayed) {
  Start();
  router::v1::GenerateEvent all = Tail(llm::v1::COMPLETED, std::string("data: 1\n\n") + kDone);
  *all.mutable_head() = StreamHead().head();
  router_->Say(all);

  EXPECT_EQ(exchange_->body, std::string("data: 1\n\n") + kDone);
  EXPECT_TRUE(exchange_->finished);
}

TEST_F(RelayTest, APlainAnswerIsSentWholeOnceItsEntryIsDurable) {
  ledger_->hold = true;
  Start();
  router_->Say(Head(200, "application/json"));
  router_->Say(Data("{\"a\":"));
  router_->Say(Tail(llm::v1::COMPLETED, "1}"));
  EXPECT_EQ(exchange_->answers, 0);

  ledger_->Commit();

  EXPECT_EQ(exchange_->answers, 1);
  EXPECT_EQ(exchange_->status, 200);
  EXPECT_EQ(exchange_->body, "{\"a\":1}");
}

TEST_F(RelayTest, TheEntrySaysWhoseWhatAndHowMuch) {
  Start("session-1");
  router_->Say(StreamHead());
  router_->Say(Tail(llm::v1::COMPLETED, kDone));

  EXPECT_EQ(entry().request_id(), "request-1");
  EXPECT_EQ(entry().start_time().seconds(), 1'700'000'000);
  EXPECT_EQ(entry().key_id(), "key-1");
  EXPECT_EQ(entry().user_id(), "user-1");
  EXPECT_EQ(entry().team_id(), "team-1");
  EXPECT_EQ(entry().organization_id(), "org-1");
  EXPECT_EQ(entry().end_user(), "end-user");
  EXPECT_EQ(entry().session_id(), "session-1");
  EXPECT_EQ(entry().model(), "gpt");
  EXPECT_EQ(entry().deployment(), "deployment-1");
  EXPECT_EQ(entry().provider(), "demo");
  EXPECT_EQ(entry().account_id(), "account-1");
  EXPECT_EQ(entry().upstream_model(), "real-gpt");
  EXPECT_EQ(entry().usage().input(), 9);
  EXPECT_EQ(entry().usage().output(), 3);
  EXPECT_EQ(entry().ending(), llm::v1::COMPLETED);
  EXPECT_EQ(entry().status(), 200);
  EXPECT_TRUE(entry().stream());
  EXPECT_EQ(entry().attempts(), 1);
}

TEST_F(RelayTest, UsageIsTheSumOverAllAttempts) {
  Start();
  auto tail = Tail(llm::v1::COMPLETED, kDone);
  auto* second = tail.mutable_tail()->add_attempts();
  second->set_deployment("deployment-2");
  second->mutable_usage()->set_input(1);
  second->mutable_usage()->set_estimated(true);
  router_->Say(StreamHead());
  router_->Say(tail);

  EXPECT_EQ(entry().usage().input(), 10);
  EXPECT_TRUE(entry().usage().estimated());
  EXPECT_EQ(entry().deployment(), "deployment-2");
  EXPECT_EQ(entry().attempts(), 2);
}

TEST_F(RelayTest, AnEventThatComesBeforeGenerateReturnsIsNotLost) {
  router_->during_generate = [this] { router_->Say(StreamHead()); };
  Start();

  EXPECT_EQ(exchange_->status, 200);
  EXPECT_EQ(nexts(), 1);
}

TEST_F(RelayTest, NobodyHoldsTheCallOnceItsAnswerAndGenerationAreOver) {
  Start();
  router_->Say(StreamHead());
  router_->Say(Data("data: 1\n\n"));
  router_->Say(Tail(llm::v1::COMPLETED, kDone));
  EXPECT_FALSE(over_);

  router_->Done(absl::OkStatus());

  EXPECT_TRUE(over_);
  EXPECT_EQ(record_.ending, "completed");
  EXPECT_EQ(record_.provider, "demo");
  EXPECT_TRUE(record_.model_served);
  EXPECT_EQ(record_.usage.output(), 3);
}

TEST_F(RelayTest, ASilentStreamSaysThatItLives) {
  Start();
  router_->Say(StreamHead());
  const auto begin = std::chrono::steady_clock::now();

  keep_alive_->Tick(begin + std::chrono::seconds(14));
  EXPECT_TRUE(exchange_->sent.empty());
  keep_alive_->Tick(begin + std::chrono::seconds(16));

  ASSERT_EQ(exchange_->sent.size(), 1U);
  EXPECT_EQ(exchange_->sent[0], ": keep-alive\n\n");
}

TEST_F(RelayTest, AStreamWaitingForItsReaderSendsNoSignOfLife) {
  exchange_->slow = true;
  Start();
  router_->Say(StreamHead());
  router_->Say(Data("data: 1\n\n"));

  keep_alive_->Tick(std::chrono::steady_clock::now() + std::chrono::hours(1));

  EXPECT_EQ(exchange_->sent.size(), 1U);
}

TEST_F(RelayTest, ServerTimingOfAPlainAnswerSeparatesTheProvidersTime) {
  Start();
  auto tail = Tail(llm::v1::COMPLETED, "{}");
  tail.mutable_tail()->mutable_attempts(0)->set_duration_us(0);
  router_->Say(Head(200, "application/json"));
  router_->Say(tail);

  const std::string timing = exchange_->Header("server-timing").value_or("");
  EXPECT_NE(timing.find("upstream;dur=0.000"), std::string::npos) << timing;
}

}  // namespace
}  // namespace signalbox::gateway
