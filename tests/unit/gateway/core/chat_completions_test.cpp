#include "gateway/inference/chat_completions.h"

#include "common/status/error.h"
#include "tests/unit/gateway/core/inference_fixture.h"

namespace signalbox::gateway {
namespace {

constexpr char kBody[] = R"({"model":"gpt","messages":[{"role":"user","content":"hi"}],"stream":true})";

class ChatCompletionsTest : public InferenceFixture {
 protected:
  void Post(const std::string& body, http::Headers headers = {}) {
    exchange_->request.body = body;
    exchange_->request.headers = std::move(headers);
    ChatCompletions chat(services_);
    chat(NewCall());
  }
};

TEST_F(ChatCompletionsTest, TheRouterGetsTheCallersExactBytes) {
  Post(kBody);

  EXPECT_EQ(router_->request.body(), kBody);
  EXPECT_EQ(router_->request.model(), "gpt");
  EXPECT_TRUE(router_->request.stream());
  EXPECT_EQ(router_->request.dialect(), llm::v1::OPENAI_CHAT);
  EXPECT_FALSE(router_->request.want_transcript());
  EXPECT_EQ(router_->context.request_id, "request-1");
  EXPECT_EQ(router_->context.principal->key_id, "key-1");
}

TEST_F(ChatCompletionsTest, AnUnreadableBodyIs400AndReachesNobody) {
  for (const std::string body : {"", "{", "[]", R"({"model":"gpt","messages":[]})", R"({"messages":[{}]})"}) {
    exchange_ = std::make_shared<FakeExchange>();
    Post(body);
    EXPECT_EQ(exchange_->status, 400) << body;
    EXPECT_NE(exchange_->body.find("invalid_request_error"), std::string::npos);
  }
  EXPECT_EQ(router_->generations, 0);
  EXPECT_TRUE(ledger_->entries.empty());
}

TEST_F(ChatCompletionsTest, AModelTheKeyMayNotUseIs403AndMakesNoEntry) {
  auto caller = std::make_shared<Caller>(*caller_);
  caller->models = {"other"};
  caller_ = caller;

  Post(kBody);

  EXPECT_EQ(exchange_->status, 403);
  EXPECT_NE(exchange_->body.find("permission_error"), std::string::npos);
  EXPECT_EQ(router_->generations, 0);
  EXPECT_TRUE(ledger_->entries.empty());
}

TEST_F(ChatCompletionsTest, AFullOutboxIs503) {
  ledger_->full = true;
  Post(kBody);
  EXPECT_EQ(exchange_->status, 503);
  EXPECT_EQ(router_->generations, 0);
}

TEST_F(ChatCompletionsTest, ASessionIsRecalledAndItsTurnsGoBeforeTheNewOnes) {
  memory::v1::LoadResponse history;
  history.add_messages()->set_role(llm::v1::USER);
  memory_->history = history;

  Post(R"({"model":"gpt","messages":[{"role":"user","content":"hi"}],"conversation_id":"c-1"})");

  ASSERT_EQ(memory_->loads.size(), 1U);
  EXPECT_EQ(memory_->loads[0].session_id(), "c-1");
  EXPECT_EQ(memory_->load_context.principal->key_id, "key-1");
  EXPECT_EQ(router_->request.history_size(), 1);
  EXPECT_TRUE(router_->request.want_transcript());
}

TEST_F(ChatCompletionsTest, TheSessionHeaderCountsWhenTheBodyNamesNone) {
  Post(kBody, {{"x-session-id", "h-1"}});
  ASSERT_EQ(memory_->loads.size(), 1U);
  EXPECT_EQ(memory_->loads[0].session_id(), "h-1");
}

TEST_F(ChatCompletionsTest, TheBodysSessionWinsOverTheHeader) {
  Post(R"({"model":"gpt","messages":[{"role":"user","content":"hi"}],"session_id":"b-1"})", {{"x-session-id", "h-1"}});
  ASSERT_EQ(memory_->loads.size(), 1U);
  EXPECT_EQ(memory_->loads[0].session_id(), "b-1");
}

TEST_F(ChatCompletionsTest, ASessionThatCannotBeReadIs503AndReachesNobody) {
  memory_->history = absl::UnavailableError("away");
  Post(kBody, {{"x-session-id", "h-1"}});
  EXPECT_EQ(exchange_->status, 503);
  EXPECT_NE(exchange_->body.find("session_unavailable"), std::string::npos);
  EXPECT_EQ(router_->generations, 0);
}

TEST_F(ChatCompletionsTest, ASessionNameThatIsNoTextIs400) {
  for (const std::string& bad : {std::string(257, 'a'), std::string("a b"), std::string("\xff\xfe")}) {
    exchange_ = std::make_shared<FakeExchange>();
    Post(kBody, {{"x-session-id", bad}});
    EXPECT_EQ(exchange_->status, 400);
  }
  EXPECT_TRUE(memory_->loads.empty());
}

TEST_F(ChatCompletionsTest, WithoutASessionMemoryIsNotAsked) {
  Post(kBody);
  EXPECT_TRUE(memory_->loads.empty());
}

}  // namespace
}  // namespace signalbox::gateway
