// Streams that are still open when the server closes.
#include <gmock/gmock.h>

#include "gateway/inference/inference.h"
#include "tests/unit/gateway/core/inference_fixture.h"

namespace signalbox::gateway {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

class ClosingTest : public InferenceFixture {
 protected:
  ClosingTest() {
    exchange_->request.body = R"({"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true})";
    Inference(services_, AsksForTurn(llm::v1::OPENAI_CHAT))(NewCall());
    router_->Say(StreamHead());
    router_->Say(Data("data: {}\n\n"));
  }
};

TEST_F(ClosingTest, AStreamIsStoppedAndItsCallerIsToldWhatWasUsedIsWrittenDown) {
  keep_alive_->Close();
  keep_alive_->Close();
  EXPECT_GE(router_->generation->stops, 1);
  router_->Say(Tail(llm::v1::CLIENT_CANCELLED));

  EXPECT_THAT(exchange_->body, HasSubstr(R"("code":"shutting_down")"));
  EXPECT_THAT(exchange_->body, EndsWith("\n\n"));
  EXPECT_THAT(exchange_->body, Not(HasSubstr("[DONE]")));
  EXPECT_TRUE(exchange_->finished);
  ASSERT_EQ(ledger_->entries.size(), 1U);
  EXPECT_EQ(entry().ending(), llm::v1::UPSTREAM_CUT);
  EXPECT_EQ(entry().usage().output(), 3);
}

TEST_F(ClosingTest, AnAnswerThatIsCompleteAllTheSameEndsWell) {
  keep_alive_->Close();
  router_->Say(Tail(llm::v1::COMPLETED, "data: [DONE]\n\n"));

  EXPECT_THAT(exchange_->body, EndsWith("data: [DONE]\n\n"));
  EXPECT_EQ(entry().ending(), llm::v1::COMPLETED);
}

TEST_F(ClosingTest, ACallerThatLeftAtTheSameTimeHasLeft) {
  keep_alive_->Close();
  exchange_->Leave();
  router_->Say(Tail(llm::v1::CLIENT_CANCELLED));

  ASSERT_EQ(ledger_->entries.size(), 1U);
  EXPECT_EQ(entry().ending(), llm::v1::CLIENT_CANCELLED);
}

}  // namespace
}  // namespace signalbox::gateway
