#include "gateway/inference/inference.h"

#include "common/status/error.h"
#include "tests/unit/gateway/core/inference_fixture.h"

namespace signalbox::gateway {
namespace {

constexpr char kBody[] = R"({"model":"gpt","messages":[{"role":"user","content":"hi"}],"stream":true})";

class InferenceTest : public InferenceFixture {
 protected:
  void Post(const std::string& body, http::Headers headers = {}) {
    exchange_->request.body = body;
    exchange_->request.headers = std::move(headers);
    Ask(AsksForTurn(llm::v1::OPENAI_CHAT));
  }
  void Ask(ReadQuestion read) {
    Inference inference(services_, std::move(read));
    inference(NewCall());
  }
};

TEST_F(InferenceTest, TheRouterGetsTheCallersExactBytes) {
  Post(kBody);

  EXPECT_EQ(router_->request.body(), kBody);
  EXPECT_EQ(router_->request.model(), "gpt");
  EXPECT_TRUE(router_->request.stream());
  EXPECT_EQ(router_->request.dialect(), llm::v1::OPENAI_CHAT);
  EXPECT_FALSE(router_->request.want_transcript());
  EXPECT_EQ(router_->context.request_id, "request-1");
  EXPECT_EQ(router_->context.principal->key_id, "key-1");
}

TEST_F(InferenceTest, AnUnreadableBodyIs400AndReachesNobody) {
  for (const std::string body : {"", "{", "[]", R"({"model":"gpt","messages":[]})", R"({"messages":[{}]})"}) {
    exchange_ = std::make_shared<FakeExchange>();
    Post(body);
    EXPECT_EQ(exchange_->status, 400) << body;
    EXPECT_NE(exchange_->body.find("invalid_request_error"), std::string::npos);
  }
  EXPECT_EQ(router_->generations, 0);
  EXPECT_TRUE(ledger_->entries.empty());
}

TEST_F(InferenceTest, AModelTheKeyMayNotUseIs403AndMakesNoEntry) {
  auto caller = std::make_shared<Caller>(*caller_);
  caller->models = NameList({"other"});
  caller_ = caller;

  Post(kBody);

  EXPECT_EQ(exchange_->status, 403);
  EXPECT_NE(exchange_->body.find("permission_error"), std::string::npos);
  EXPECT_EQ(router_->generations, 0);
  EXPECT_TRUE(ledger_->entries.empty());
}

TEST_F(InferenceTest, AFullOutboxIs503) {
  ledger_->full = true;
  Post(kBody);
  EXPECT_EQ(exchange_->status, 503);
  EXPECT_EQ(router_->generations, 0);
}

TEST_F(InferenceTest, ASessionIsRecalledAndItsTurnsGoBeforeTheNewOnes) {
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

TEST_F(InferenceTest, TheSessionHeaderCountsWhenTheBodyNamesNone) {
  Post(kBody, {{"x-session-id", "h-1"}});
  ASSERT_EQ(memory_->loads.size(), 1U);
  EXPECT_EQ(memory_->loads[0].session_id(), "h-1");
}

TEST_F(InferenceTest, TheBodysSessionWinsOverTheHeader) {
  Post(R"({"model":"gpt","messages":[{"role":"user","content":"hi"}],"session_id":"b-1"})", {{"x-session-id", "h-1"}});
  ASSERT_EQ(memory_->loads.size(), 1U);
  EXPECT_EQ(memory_->loads[0].session_id(), "b-1");
}

TEST_F(InferenceTest, ASessionThatCannotBeReadIs503AndReachesNobody) {
  memory_->history = absl::UnavailableError("away");
  Post(kBody, {{"x-session-id", "h-1"}});
  EXPECT_EQ(exchange_->status, 503);
  EXPECT_NE(exchange_->body.find("session_unavailable"), std::string::npos);
  EXPECT_EQ(router_->generations, 0);
}

TEST_F(InferenceTest, ASessionNameThatIsNoTextIs400) {
  for (const std::string& bad : {std::string(257, 'a'), std::string("a b"), std::string("\xff\xfe")}) {
    exchange_ = std::make_shared<FakeExchange>();
    Post(kBody, {{"x-session-id", bad}});
    EXPECT_EQ(exchange_->status, 400);
  }
  EXPECT_TRUE(memory_->loads.empty());
}

TEST_F(InferenceTest, WithoutASessionMemoryIsNotAsked) {
  Post(kBody);
  EXPECT_TRUE(memory_->loads.empty());
}

TEST_F(InferenceTest, StrictnessAndHeadersForProvidersReachTheRouterAndNoOthers) {
  Post(kBody, {{"anthropic-beta", "files-2025"}, {"x-signalbox-strict", "true"}, {"cookie", "secret"}});
  EXPECT_TRUE(router_->request.strict());
  ASSERT_EQ(router_->request.headers_size(), 1);
  EXPECT_EQ(router_->request.headers(0).name(), "anthropic-beta");
  EXPECT_EQ(router_->request.headers(0).value(), "files-2025");
}

TEST_F(InferenceTest, AFormsModelIsRead) {
  exchange_->request.headers = {{"content-type", "multipart/form-data; boundary=b"}};
  exchange_->request.body = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--b--\r\n";
  Ask(AsksForForwarding("/audio/transcriptions", ""));
  EXPECT_EQ(router_->request.model(), "whisper-1");
  EXPECT_EQ(router_->request.operation(), llm::v1::FORWARD);
  EXPECT_EQ(router_->request.forward().path(), "/audio/transcriptions");
  EXPECT_EQ(router_->request.forward().content_type(), "multipart/form-data; boundary=\"b\"");
}

TEST_F(InferenceTest, AForwardedRequestWithoutAModelGetsTheUsualOneOrIsRefused) {
  exchange_->request.body = R"({"input":"x"})";
  Ask(AsksForForwarding("/moderations", "omni-moderation-latest"));
  EXPECT_EQ(router_->request.model(), "omni-moderation-latest");

  exchange_ = std::make_shared<FakeExchange>();
  exchange_->request.body = R"({"input":"x"})";
  Ask(AsksForForwarding("/audio/speech", ""));
  EXPECT_EQ(exchange_->status, 400);
  EXPECT_NE(exchange_->body.find("model: required"), std::string::npos);
}

TEST_F(InferenceTest, AtTheCompletionsPathTheBodyTellsWhoAsks) {
  struct Row {
    std::string body;
    llm::v1::Dialect dialect;
  };
  for (const Row& row : {Row{R"({"model":"m","prompt":"a"})", llm::v1::OPENAI_COMPLETIONS},
                         Row{R"({"model":"m","messages":[{"role":"user","content":"a"}]})", llm::v1::OPENAI_CHAT},
                         Row{R"({"model":"m","system":"s","max_tokens":9,"messages":[{"role":"user","content":"a"}]})",
                             llm::v1::ANTHROPIC_MESSAGES}}) {
    exchange_ = std::make_shared<FakeExchange>();
    exchange_->request.body = row.body;
    Ask(AsksForCompletion());
    EXPECT_EQ(router_->request.dialect(), row.dialect) << row.body;
  }
}

TEST_F(InferenceTest, WhatNobodyCanReadAtTheCompletionsPathIs400) {
  for (const std::string body : {"", "no json", "[]", "{}", R"({"messages":)", R"({"model":7})"}) {
    exchange_ = std::make_shared<FakeExchange>();
    exchange_->request.body = body;
    Ask(AsksForCompletion());
    EXPECT_EQ(exchange_->status, 400) << body;
  }
  EXPECT_EQ(router_->generations, 0);
}

class GeminiActionTest : public InferenceTest {
 protected:
  void Post(const std::string& target, const std::string& query = "") {
    exchange_->request.body = R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})";
    exchange_->request.query = query;
    exchange_->parameters = {{"target", target}};
    Ask(AsksForGeminiAction());
  }
};

TEST_F(GeminiActionTest, ThePathTellsModelActionAndForm) {
  Post("org/gemini-2.5:pro:streamGenerateContent", "key=k&alt=sse");
  EXPECT_EQ(router_->request.model(), "org/gemini-2.5:pro");
  EXPECT_TRUE(router_->request.stream());
  EXPECT_FALSE(router_->request.json_array());
  EXPECT_EQ(router_->request.dialect(), llm::v1::GEMINI);
}

TEST_F(GeminiActionTest, AStreamIsAnArrayUnlessEventsAreAskedFor) {
  Post("g:streamGenerateContent", "alt=ssex");
  EXPECT_TRUE(router_->request.json_array());
}

TEST_F(GeminiActionTest, CountingIsAnOperationOfItsOwn) {
  Post("g:countTokens");
  EXPECT_EQ(router_->request.operation(), llm::v1::COUNT_TOKENS);
}

TEST_F(GeminiActionTest, AnUnknownActionIs404) {
  for (const char* target : {"g:embedEverything", "g", ":generateContent"}) {
    exchange_ = std::make_shared<FakeExchange>();
    Post(target);
    EXPECT_EQ(exchange_->status, 404) << target;
  }
  EXPECT_EQ(router_->generations, 0);
}

}  // namespace
}  // namespace signalbox::gateway
