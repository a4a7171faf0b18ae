#include "gateway/inference/relay.h"

#include "common/context/ids.h"
#include "common/status/error.h"
#include "tests/unit/gateway/core/inference_fixture.h"

namespace signalbox::gateway {
namespace {

constexpr char kDone[] = "data: [DONE]\n\n";

class RelayTest : public InferenceFixture {
 protected:
  void Start(const std::string& session = "") {
    auto ticket = services_->admission->Admit(caller_, "gpt", TimePoint(std::chrono::seconds(1'700'000'000)));
    Question question;
    question.asked = {"gpt", "end-user", session, true, operation_, dialect_ == llm::v1::GEMINI};
    question.request.set_body("{}");
    auto call = NewCall();
    call->dialect = dialect_;
    Relay::Start(services_, std::move(call), *std::move(ticket), std::move(question));
  }

  int nexts() const { return router_->generation->nexts; }

  llm::v1::Operation operation_ = llm::v1::GENERATE;
  llm::v1::Dialect dialect_ = llm::v1::OPENAI_CHAT;
};

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

TEST_F(RelayTest, AnEventThatComesBeforeGenerateReturnsIsNotLost) {
  router_->during_generate = [this] { router_->Say(StreamHead()); };
  Start();

  EXPECT_EQ(exchange_->status, 200);
  EXPECT_EQ(nexts(), 1);
}

TEST_F(RelayTest, ACallerWhoLeavesBeforeGenerateReturnsStopsItAllTheSame) {
  router_->during_generate = [this] { exchange_->Leave(); };
  Start();

  EXPECT_EQ(router_->generation->stops, 1);
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

TEST_F(RelayTest, ASessionRemembersTheTurnsBeforeTheCallerSeesTheEnd) {
  memory_->hold_appends = true;
  Start("session-1");
  auto tail = Tail(llm::v1::COMPLETED, kDone);
  tail.mutable_tail()->add_new_turns()->set_role(llm::v1::USER);
  tail.mutable_tail()->mutable_answer()->set_role(llm::v1::ASSISTANT);
  tail.mutable_tail()->mutable_answer()->add_content()->mutable_text()->set_text("hi");
  router_->Say(StreamHead());
  router_->Say(tail);
  EXPECT_FALSE(exchange_->finished);

  ASSERT_EQ(memory_->appends.size(), 1U);
  const memory::v1::AppendRequest& append = memory_->appends[0];
  EXPECT_EQ(append.session_id(), "session-1");
  EXPECT_EQ(append.request_id(), router_->request.ticket());
  ASSERT_EQ(append.messages_size(), 2);
  EXPECT_EQ(append.messages(1).content(0).text().text(), "hi");
  EXPECT_FALSE(append.messages(1).partial());
  memory_->held[0](memory::v1::AppendResponse());
  EXPECT_TRUE(exchange_->finished);
}

TEST_F(RelayTest, AnAnswerWhoseCallerLeftIsRememberedAsPartial) {
  Start("session-1");
  router_->Say(StreamHead());
  exchange_->Leave();
  auto tail = Tail(llm::v1::CLIENT_CANCELLED);
  tail.mutable_tail()->mutable_answer()->add_content()->mutable_text()->set_text("h");
  router_->Say(tail);

  ASSERT_EQ(memory_->appends.size(), 1U);
  EXPECT_TRUE(memory_->appends[0].messages(0).partial());
}

TEST_F(RelayTest, AFailedAnswerDoesNotBecomePartOfTheSession) {
  Start("session-1");
  router_->Say(StreamHead());
  auto tail = Tail(llm::v1::UPSTREAM_CUT);
  tail.mutable_tail()->mutable_answer()->add_content()->mutable_text()->set_text("h");
  router_->Say(tail);

  EXPECT_TRUE(memory_->appends.empty());
}

TEST_F(RelayTest, ASessionThatCouldNotBeContinuedIsToldToTheCaller) {
  memory_->append_answer = absl::UnavailableError("away");
  Start("session-1");
  auto tail = Tail(llm::v1::COMPLETED, kDone);
  tail.mutable_tail()->mutable_answer()->add_content()->mutable_text()->set_text("hi");
  router_->Say(StreamHead());
  router_->Say(tail);

  EXPECT_EQ(exchange_->body, std::string(": x-signalbox-session: not-saved\n\n") + kDone);
}

TEST_F(RelayTest, APlainAnswerSaysWhetherItsSessionWasContinued) {
  for (const bool saved : {true, false}) {
    exchange_ = std::make_shared<FakeExchange>();
    if (!saved) memory_->append_answer = absl::UnavailableError("away");
    Start("session-1");
    auto tail = Tail(llm::v1::COMPLETED, "{}");
    tail.mutable_tail()->mutable_answer()->add_content()->mutable_text()->set_text("hi");
    router_->Say(Head(200, "application/json"));
    router_->Say(tail);

    EXPECT_EQ(exchange_->status, 200);
    EXPECT_EQ(exchange_->Header("x-signalbox-session"), saved ? "saved" : "not-saved");
  }
}

TEST_F(RelayTest, AnAnswerThatDoesNotContinueItsSessionSaysSo) {
  Start("session-1");
  router_->Say(Head(429, "application/json"));
  router_->Say(Tail(llm::v1::UPSTREAM_ERROR, "{}"));

  EXPECT_EQ(exchange_->Header("x-signalbox-session"), "not-saved");
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
