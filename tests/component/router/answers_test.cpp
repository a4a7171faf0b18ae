#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/context/ids.h"
#include "common/status/error.h"
#include "tests/component/router/router_service.h"

namespace signalbox::router {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Answers : public ::testing::Test {
 protected:
  RouterService& ServedBy(const std::string& upstream_model) {
    service_ = std::make_unique<RouterService>(database_, Providers(demo_, {{"demo", upstream_model}}));
    return *service_;
  }

  const test::FakeProvider demo_;
  const support::Postgres database_;
  std::unique_ptr<RouterService> service_;
};

TEST_F(Answers, APlainAnswerIsOneEvent) {
  RouterService& router = ServedBy("up;text=To the sea;prompt=9;completion=3;cached=4");

  const auto answer = router.Generate(false);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->events(), 1);
  EXPECT_EQ(answer->status(), 200);
  EXPECT_THAT(answer->Header("content-type"), StartsWith("application/json"));
  EXPECT_EQ(answer->Header("x-signalbox-deployment"), "demo/up;text=To the sea;prompt=9;completion=3;cached=4");
  EXPECT_EQ(answer->Header("x-signalbox-attempts"), "1");
  EXPECT_THAT(answer->data(), HasSubstr("To the sea"));
  EXPECT_THAT(answer->data(), HasSubstr(R"("model":"m")"));
}

TEST_F(Answers, APlainAnswersTailTellsWhoAnsweredAndWhatItUsed) {
  RouterService& router = ServedBy("up;text=To the sea;prompt=9;completion=3;cached=4");

  const auto answer = router.Generate(false);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->tail().ending(), llm::v1::COMPLETED);
  EXPECT_EQ(answer->tail().error_message(), "");
  ASSERT_EQ(answer->tail().attempts_size(), 1);
  const v1::Attempt& attempt = answer->tail().attempts(0);
  EXPECT_EQ(attempt.provider(), "demo");
  EXPECT_EQ(attempt.status(), 200);
  EXPECT_EQ(attempt.ending(), llm::v1::COMPLETED);
  EXPECT_TRUE(IsUuid(attempt.deployment()));
  EXPECT_TRUE(IsUuid(attempt.account_id()));
  EXPECT_GT(attempt.ttft_us(), 0);
  EXPECT_GE(attempt.duration_us(), attempt.ttft_us());
  EXPECT_EQ(attempt.usage().input(), 5);
  EXPECT_EQ(attempt.usage().input_cached(), 4);
  EXPECT_EQ(attempt.usage().output(), 3);
  EXPECT_FALSE(attempt.usage().estimated());
  EXPECT_GT(answer->tail().overhead_us(), 0);
}

TEST_F(Answers, TheProviderGetsItsOwnModelNameAndTheAccountsKey) {
  RouterService& router = ServedBy("up");

  ASSERT_TRUE(router.Generate(false, R"(,"seed":  7,"conversation_id":"c")")->Done().ok());

  const auto requests = demo_.Requests("up");
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].Header("authorization"), "Bearer sk-demo-0123456789");
  EXPECT_THAT(requests[0].body, HasSubstr(R"("model":"up")"));
  EXPECT_THAT(requests[0].body, HasSubstr(R"("seed":  7)"));
  EXPECT_THAT(requests[0].body, Not(HasSubstr("conversation_id")));
}

TEST_F(Answers, AStreamEndsWithItsTerminatorAndHidesUsageNobodyAskedFor) {
  RouterService& router = ServedBy("up;text=To the sea;prompt=9;completion=3");

  const auto answer = router.Generate(true);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_THAT(answer->Header("content-type"), StartsWith("text/event-stream"));
  EXPECT_THAT(answer->data(), EndsWith("data: [DONE]\n\n"));
  EXPECT_THAT(answer->data(), HasSubstr(R"("model":"m")"));
  EXPECT_THAT(answer->data(), Not(HasSubstr("prompt_tokens")));
  EXPECT_EQ(answer->tail().ending(), llm::v1::COMPLETED);
  EXPECT_EQ(answer->tail().attempts(0).usage().input(), 9);
  EXPECT_EQ(answer->tail().attempts(0).usage().output(), 3);
  EXPECT_THAT(demo_.Requests("up")[0].body, HasSubstr(R"("include_usage":true)"));
}

TEST_F(Answers, AStreamShowsUsageWhenAskedFor) {
  RouterService& router = ServedBy("up");

  v1::GenerateRequest request = ChatRequest(true);
  request.set_include_usage(true);

  const auto answer = router.Generate(std::move(request));

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_THAT(answer->data(), HasSubstr("prompt_tokens"));
}

TEST_F(Answers, AChunkReachesTheCallerBeforeTheNextIsSent) {
  RouterService& router = ServedBy("up;text=To the sea;hold=3");

  const auto answer = router.Generate(true);

  EXPECT_TRUE(answer->WaitFor("To"));
  EXPECT_TRUE(demo_.Release("up"));
  EXPECT_TRUE(answer->Done().ok());
}

TEST_F(Answers, UsageThatTheProviderDidNotReportIsCountedHere) {
  RouterService& router = ServedBy("gpt-4o;text=To the sea;usage=no");

  for (const bool stream : {false, true}) {
    const auto answer = router.Generate(stream);

    ASSERT_TRUE(answer->Done().ok());
    const llm::v1::Usage& usage = answer->tail().attempts(0).usage();
    EXPECT_TRUE(usage.estimated());
    EXPECT_EQ(usage.output(), 3);
    EXPECT_EQ(usage.input(), 12);
  }
}

TEST_F(Answers, ATranscriptHoldsTheNewTurnsAndTheAnswer) {
  RouterService& router = ServedBy("up;text=To the sea");
  for (const bool stream : {false, true}) {
    v1::GenerateRequest request = ChatRequest(stream);
    request.set_want_transcript(true);

    const auto answer = router.Generate(std::move(request));

    ASSERT_TRUE(answer->Done().ok());
    ASSERT_EQ(answer->tail().new_turns_size(), 1);
    EXPECT_EQ(answer->tail().new_turns(0).content(0).text().text(), "Where do trains go?");
    EXPECT_EQ(answer->tail().answer().content(0).text().text(), "To the sea");
    EXPECT_FALSE(answer->tail().answer().partial());
  }
}

TEST_F(Answers, ATranscriptHoldsTheInstructionsApartForWhoWantsThem) {
  RouterService& router = ServedBy("up;text=To the sea");
  for (const bool wanted : {false, true}) {
    v1::GenerateRequest request = ChatRequest(false);
    request.set_body(
        R"({"model":"m","messages":[{"role":"system","content":"be kind"},{"role":"user","content":"hi"}]})");
    request.set_want_transcript(true);
    request.set_want_instructions(wanted);

    const auto answer = router.Generate(std::move(request));

    ASSERT_TRUE(answer->Done().ok());
    EXPECT_EQ(answer->tail().new_turns_size(), 1);
    ASSERT_EQ(answer->tail().new_instructions_size(), wanted ? 1 : 0);
    if (wanted) {
      EXPECT_EQ(answer->tail().new_instructions(0).content(0).text().text(), "be kind");
    }
  }
}

TEST_F(Answers, HistoryGoesBeforeTheNewTurnsAndCountsAsInput) {
  RouterService& router = ServedBy("up;usage=no");
  v1::GenerateRequest request = ChatRequest(true);
  const auto without = router.Generate(request);
  ASSERT_TRUE(without->Done().ok());
  llm::v1::Message& turn = *request.add_history();
  turn.set_role(llm::v1::USER);
  turn.add_content()->mutable_text()->set_text("An earlier question about a distant station");

  const auto with = router.Generate(request);

  ASSERT_TRUE(with->Done().ok());
  const std::string body = demo_.Requests("up").at(1).body;
  EXPECT_LT(body.find("earlier question"), body.find("Where do trains go?"));
  EXPECT_GT(with->tail().attempts(0).usage().input(), without->tail().attempts(0).usage().input());
}

TEST_F(Answers, ALargeBodyArrivesWhole) {
  RouterService& router = ServedBy("up");
  const std::string padding(16 * 1024 * 1024, 'x');

  const auto answer = router.Generate(false, R"(,"padding":")" + padding + R"(")");

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_GT(demo_.Requests("up")[0].body_bytes, padding.size());
}

TEST_F(Answers, ConnectionsToTheProviderAreUsedAgain) {
  RouterService& router = ServedBy("up");

  for (int i = 0; i < 5; ++i) ASSERT_TRUE(router.Generate(i % 2 == 0)->Done().ok());

  for (const auto& request : demo_.Requests("up")) EXPECT_EQ(request.connection, demo_.Requests("up")[0].connection);
}

TEST_F(Answers, AnUnknownModelIsNotFound) {
  RouterService& router = ServedBy("up");
  v1::GenerateRequest request = ChatRequest(false);
  request.set_model("nobody's");

  const absl::Status status = router.Generate(std::move(request))->Done();

  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(status), "MODEL_NOT_FOUND");
}

TEST_F(Answers, ARequestThatCannotBeReadIsInvalid) {
  RouterService& router = ServedBy("up");
  v1::GenerateRequest requests[4];
  for (v1::GenerateRequest& request : requests) request = ChatRequest(false);
  requests[0].set_body("{");
  requests[1].set_ticket("not a uuid");
  requests[2].set_dialect(llm::v1::DIALECT_UNSPECIFIED);
  requests[3].clear_model();

  for (v1::GenerateRequest& request : requests) {
    EXPECT_EQ(router.Generate(std::move(request))->Done().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_TRUE(demo_.Requests("up").empty());
}

}  // namespace
}  // namespace signalbox::router
