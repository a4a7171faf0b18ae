#include "tests/unit/gateway/core/relay_fixture.h"

namespace signalbox::gateway {
namespace {

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

}  // namespace
}  // namespace signalbox::gateway
