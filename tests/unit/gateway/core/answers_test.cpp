#include <nlohmann/json.hpp>

#include "gateway/inference/inference.h"
#include "gateway/inference/kept_answers.h"
#include "tests/unit/gateway/core/inference_fixture.h"

namespace signalbox::gateway {
namespace {

using nlohmann::json;

constexpr char kAnswer[] =
    R"({"id":"resp_2","status":"completed","previous_response_id":null,"output":[{"type":"message","id":"msg_1"}]})";

llm::v1::Message Saying(llm::v1::Role role, const std::string& text) {
  llm::v1::Message message;
  message.set_role(role);
  message.set_dialect(llm::v1::OPENAI_RESPONSES);
  message.add_content()->mutable_text()->set_text(text);
  return message;
}

std::string Completed(const std::string& answer) {
  return "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":" + answer + "}\n\n";
}

class AnswersTest : public InferenceFixture {
 protected:
  /// Asks with these further fields of the body.
  void Ask(const std::string& fields, http::Headers headers = {}) {
    exchange_->request.body = R"({"model":"gpt","input":"and then?")" + fields + "}";
    exchange_->request.headers = std::move(headers);
    Inference inference(services_, AsksForTurn(llm::v1::OPENAI_RESPONSES));
    const std::shared_ptr<Call> call = NewCall();
    call->dialect = llm::v1::OPENAI_RESPONSES;
    inference(call);
  }

  static router::v1::GenerateEvent TailWithTurns(const std::string& bytes) {
    router::v1::GenerateEvent event = Tail(llm::v1::COMPLETED, bytes);
    llm::v1::Message field = Saying(llm::v1::SYSTEM, "be kind");
    field.set_form_json(R"({"instructions":true})");
    *event.mutable_tail()->add_new_instructions() = field;
    *event.mutable_tail()->add_new_instructions() = Saying(llm::v1::DEVELOPER, "be brief");
    *event.mutable_tail()->add_new_turns() = Saying(llm::v1::USER, "and then?");
    *event.mutable_tail()->mutable_answer() = Saying(llm::v1::ASSISTANT, "the end");
    return event;
  }

  void AnswerPlainly(const std::string& body) {
    router_->Say(Head(200, "application/json"));
    router_->Say(TailWithTurns(body));
  }

  std::string ErrorCode() const { return json::parse(exchange_->body)["error"].value("code", ""); }
  std::string ErrorParam() const { return json::parse(exchange_->body)["error"].value("param", ""); }
};

TEST_F(AnswersTest, AnAnswerIsKeptWithItsTurnsAsItsCallerGotIt) {
  Ask("");
  AnswerPlainly(kAnswer);

  ASSERT_EQ(memory_->kept.size(), 1U);
  const memory::v1::KeepAnswerRequest& kept = memory_->kept[0];
  EXPECT_EQ(kept.id(), "resp_2");
  EXPECT_EQ(kept.request_id(), router_->request.ticket());
  EXPECT_EQ(kept.body(), exchange_->body);
  ASSERT_EQ(kept.item_ids_size(), 1);
  EXPECT_EQ(kept.item_ids(0), "msg_1");
  ASSERT_EQ(kept.messages_size(), 3);
  EXPECT_EQ(kept.messages(0).content(0).text().text(), "be brief");  // The field `instructions` is not carried on.
  EXPECT_EQ(kept.messages(1).content(0).text().text(), "and then?");
  EXPECT_EQ(kept.messages(2).content(0).text().text(), "the end");
}

TEST_F(AnswersTest, AStreamedAnswerIsKeptBeforeItsCallerSeesTheEnd) {
  Ask(R"(,"stream":true)");
  router_->Say(StreamHead());
  router_->Say(Data("event: response.created\ndata: {}\n\n"));
  ledger_->hold = true;
  router_->Say(TailWithTurns(Completed(kAnswer)));

  ASSERT_EQ(memory_->kept.size(), 1U);
  EXPECT_EQ(memory_->kept[0].body(), kAnswer);
  EXPECT_EQ(exchange_->body.find("response.completed"), std::string::npos);
  ledger_->Commit();
  EXPECT_TRUE(exchange_->body.ends_with(Completed(kAnswer)));
}

TEST_F(AnswersTest, WhatIsNotToBeStoredIsNotKept) {
  Ask(R"(,"store":false)");
  EXPECT_FALSE(router_->request.want_transcript());
  AnswerPlainly(kAnswer);
  EXPECT_TRUE(memory_->kept.empty());
}

TEST_F(AnswersTest, OnlyAnAnswerThatEndedIsKept) {
  for (const char* body : {R"({"id":"r","status":"failed","output":[]})", R"({"status":"completed"})", "no json"}) {
    exchange_ = std::make_shared<FakeExchange>();
    Ask("");
    AnswerPlainly(body);
    EXPECT_EQ(exchange_->body, body);
  }
  EXPECT_TRUE(memory_->kept.empty());
}

TEST_F(AnswersTest, AnAnswerThatCouldNotBeKeptSaysSo) {
  memory_->keep_answer = absl::UnavailableError("away");
  Ask("");
  AnswerPlainly(kAnswer);
  EXPECT_EQ(exchange_->status, 200);
  EXPECT_EQ(exchange_->Header("x-signalbox-response"), "not-saved");

  exchange_ = std::make_shared<FakeExchange>();
  Ask(R"(,"stream":true)");
  router_->Say(StreamHead());
  router_->Say(TailWithTurns(Completed(kAnswer)));
  EXPECT_EQ(exchange_->body, ": x-signalbox-response: not-saved\n\n" + Completed(kAnswer));
}

TEST_F(AnswersTest, WhatIsContinuedIsRecalledAndTold) {
  *memory_->recalled->add_messages() = Saying(llm::v1::USER, "once");
  Ask(R"(,"previous_response_id":"resp_1")");

  ASSERT_EQ(memory_->recalls.size(), 1U);
  EXPECT_EQ(memory_->recalls[0].id(), "resp_1");
  EXPECT_EQ(memory_->load_context.principal->key_id, "key-1");
  ASSERT_EQ(router_->request.history_size(), 1);

  AnswerPlainly(kAnswer);
  EXPECT_EQ(json::parse(exchange_->body)["previous_response_id"], "resp_1");
  ASSERT_EQ(memory_->kept.size(), 1U);
  EXPECT_EQ(memory_->kept[0].previous_id(), "resp_1");
  EXPECT_EQ(memory_->kept[0].body(), exchange_->body);
}

TEST_F(AnswersTest, AStreamTellsWhatItContinuesAtItsEnd) {
  Ask(R"(,"stream":true,"previous_response_id":"resp_1")");
  router_->Say(StreamHead());
  router_->Say(TailWithTurns("event: response.output_text.done\ndata: {}\n\n" + Completed(kAnswer)));

  const std::string end = exchange_->body.substr(exchange_->body.rfind("data: ") + 6);
  EXPECT_EQ(json::parse(end)["response"]["previous_response_id"], "resp_1");
  EXPECT_EQ(exchange_->body.find("event: response.output_text.done\ndata: {}\n\n"), 0U);
}

TEST_F(AnswersTest, AnUnknownAnswerCannotBeContinued) {
  memory_->recalled = absl::NotFoundError("");
  Ask(R"(,"previous_response_id":"resp_1")");

  EXPECT_EQ(exchange_->status, 404);
  EXPECT_EQ(ErrorCode(), "previous_response_not_found");
  EXPECT_EQ(ErrorParam(), "previous_response_id");
  EXPECT_EQ(router_->generations, 0);
  EXPECT_TRUE(ledger_->entries.empty());
}

TEST_F(AnswersTest, WithoutMemoryWhatContinuesAnAnswerIs503AndAllElseGoesOn) {
  memory_->recalled = absl::UnavailableError("away");
  Ask(R"(,"previous_response_id":"resp_1")");
  EXPECT_EQ(exchange_->status, 503);
  EXPECT_EQ(router_->generations, 0);

  exchange_ = std::make_shared<FakeExchange>();
  Ask("");
  EXPECT_EQ(router_->generations, 1);
}

TEST_F(AnswersTest, AConversationIsASessionThatExists) {
  for (const char* conversation : {R"("c-1")", R"({"id":"c-1"})"}) {
    Ask(std::string(R"(,"conversation":)") + conversation);
    EXPECT_EQ(memory_->loads.back().session_id(), "c-1");
    EXPECT_TRUE(memory_->loads.back().must_exist());
  }
  AnswerPlainly(kAnswer);
  EXPECT_EQ(json::parse(exchange_->body)["conversation"]["id"], "c-1");
  EXPECT_EQ(memory_->appends.size(), 1U);
  EXPECT_EQ(memory_->kept.at(0).session_id(), "c-1");

  memory_->history = absl::NotFoundError("");
  exchange_ = std::make_shared<FakeExchange>();
  Ask(R"(,"conversation":"c-2")");
  EXPECT_EQ(exchange_->status, 404);
  EXPECT_EQ(ErrorCode(), "conversation_not_found");
}

TEST_F(AnswersTest, TwoPastsAreNone) {
  const http::Headers session = {{"x-session-id", "h-1"}};
  const std::vector<std::pair<std::string, http::Headers>> asked = {
      {R"(,"previous_response_id":"r","conversation":"c")", {}},
      {R"(,"previous_response_id":"r","session_id":"s")", {}},
      {R"(,"conversation":"c","conversation_id":"s")", {}},
      {R"(,"previous_response_id":"r")", session},
      {R"(,"conversation":"c")", session},
  };
  for (const auto& [fields, headers] : asked) {
    exchange_ = std::make_shared<FakeExchange>();
    Ask(fields, headers);
    EXPECT_EQ(exchange_->status, 400) << fields;
    EXPECT_EQ(ErrorCode(), "mutually_exclusive_parameters");
  }
  EXPECT_EQ(router_->generations, 0);
}

TEST_F(AnswersTest, NothingIsAnsweredInTheBackground) {
  Ask(R"(,"background":true)");
  EXPECT_EQ(exchange_->status, 400);
  EXPECT_EQ(ErrorCode(), "background_not_supported");
  EXPECT_EQ(ErrorParam(), "background");
}

class ReferencesTest : public AnswersTest {
 protected:
  void AskWith(const std::string& item) {
    exchange_->request.body = R"({"model":"gpt","input":[{"role":"user","content":"hi"},)" + item + "]}";
    Inference inference(services_, AsksForTurn(llm::v1::OPENAI_RESPONSES));
    inference(NewCall());
  }
};

TEST_F(ReferencesTest, AnItemThatIsOnlyNamedIsFilledIn) {
  memory_->found->add_bodies(
      R"({"id":"resp_1","output":[{"type":"function_call","id":"fc_1","call_id":"c","name":"f","arguments":"{}"}]})");
  AskWith(R"({"type":"item_reference","id":"fc_1"})");

  ASSERT_EQ(memory_->searches.size(), 1U);
  EXPECT_EQ(memory_->searches[0].item_ids(0), "fc_1");
  EXPECT_EQ(router_->request.body(), R"({"model":"gpt","input":[{"role":"user","content":"hi"},)"
                                     R"({"type":"function_call","call_id":"c","name":"f","arguments":"{}"}]})");
}

TEST_F(ReferencesTest, AnItemThatNobodyKnowsIs404) {
  AskWith(R"({"type":"item_reference","id":"fc_1"})");
  EXPECT_EQ(exchange_->status, 404);
  EXPECT_EQ(ErrorCode(), "item_not_found");
  EXPECT_EQ(ErrorParam(), "input[1].id");
  EXPECT_EQ(router_->generations, 0);
}

class KeptAnswersTest : public AnswersTest {
 protected:
  using Method = void (KeptAnswers::*)(const std::shared_ptr<Call>&) const;

  void Ask(Method method, const std::string& query = "") {
    exchange_ = std::make_shared<FakeExchange>();
    exchange_->parameters = {{"id", "resp_1"}};
    exchange_->request.query = query;
    const std::shared_ptr<Call> call = NewCall();
    call->dialect = llm::v1::OPENAI_RESPONSES;
    (answers_.*method)(call);
  }

  json Body() const { return json::parse(exchange_->body); }

  KeptAnswers answers_{memory_};
};

TEST_F(KeptAnswersTest, AnAnswerIsGivenBackAsItWas) {
  memory_->answer->set_body(R"({"id": "resp_1", "n":1.0})");
  Ask(&KeptAnswers::Get);
  EXPECT_EQ(exchange_->status, 200);
  EXPECT_EQ(exchange_->body, R"({"id": "resp_1", "n":1.0})");
  EXPECT_EQ(memory_->asked_for.back(), "resp_1");
}

TEST_F(KeptAnswersTest, WhatWasStreamedIsNotStreamedAgain) {
  Ask(&KeptAnswers::Get, "stream=true");
  EXPECT_EQ(exchange_->status, 400);
  EXPECT_EQ(ErrorCode(), "stream_not_supported");
  Ask(&KeptAnswers::Get, "starting_after=3");
  EXPECT_EQ(exchange_->status, 400);
  Ask(&KeptAnswers::Get, "stream=false");
  EXPECT_EQ(exchange_->status, 200);
}

TEST_F(KeptAnswersTest, ADeletedAnswerIsConfirmed) {
  Ask(&KeptAnswers::Delete);
  EXPECT_EQ(Body(), json::parse(R"({"id":"resp_1","object":"response","deleted":true})"));
}

TEST_F(KeptAnswersTest, AnUnknownAnswerIs404AndMemoryThatIsAway503) {
  for (const auto& [failure, status, code] :
       {std::tuple(absl::NotFoundError(""), 404, "response_not_found"),
        std::tuple(absl::InvalidArgumentError("too long"), 404, "response_not_found"),
        std::tuple(absl::UnavailableError("away"), 503, "memory_unavailable")}) {
    memory_->answer = failure;
    memory_->input = failure;
    memory_->deleted = failure;
    for (const Method method : {&KeptAnswers::Get, &KeptAnswers::ListInput, &KeptAnswers::Delete}) {
      Ask(method);
      EXPECT_EQ(exchange_->status, status);
      EXPECT_EQ(ErrorCode(), code);
    }
  }
}

TEST_F(KeptAnswersTest, TheInputIsListedInPages) {
  for (const char* text : {"one", "two", "three"}) *memory_->input->add_messages() = Saying(llm::v1::USER, text);
  const auto texts = [&] {
    const json body = Body();
    std::vector<std::string> said;
    for (const json& item : body["data"]) said.push_back(item["content"][0]["text"]);
    return said;
  };

  Ask(&KeptAnswers::ListInput, "limit=2");
  EXPECT_EQ(texts(), (std::vector<std::string>{"three", "two"}));
  EXPECT_EQ(Body()["object"], "list");
  EXPECT_TRUE(Body()["has_more"]);
  EXPECT_EQ(Body()["last_id"], Body()["data"][1]["id"]);

  Ask(&KeptAnswers::ListInput, "limit=2&after=" + std::string(Body()["last_id"]));
  EXPECT_EQ(texts(), (std::vector<std::string>{"one"}));
  EXPECT_FALSE(Body()["has_more"]);

  Ask(&KeptAnswers::ListInput, "order=asc");
  EXPECT_EQ(texts(), (std::vector<std::string>{"one", "two", "three"}));
}

TEST_F(KeptAnswersTest, APageThatCannotBeIsRefused) {
  for (const char* query : {"limit=0", "limit=101", "limit=x", "limit=", "order=up", "after=nowhere", "after=%zz"}) {
    Ask(&KeptAnswers::ListInput, query);
    EXPECT_EQ(exchange_->status, 400) << query;
  }
}

TEST_F(KeptAnswersTest, NothingCanBeCancelled) {
  Ask(&KeptAnswers::Cancel);
  EXPECT_EQ(exchange_->status, 400);
  EXPECT_EQ(ErrorCode(), "background_not_supported");
}

}  // namespace
}  // namespace signalbox::gateway
