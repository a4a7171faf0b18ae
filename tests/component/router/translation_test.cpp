#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/codec.h"
#include "common/json/document.h"
#include "common/status/error.h"
#include "tests/component/router/speakers.h"

namespace signalbox::router {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kChat = llm::v1::OPENAI_CHAT;
constexpr auto kMessages = llm::v1::ANTHROPIC_MESSAGES;

/// What becomes of requests and errors between dialects.
class Translation : public ::testing::Test {
 protected:
  RouterService& Serve(const std::vector<std::string>& kinds, std::string_view upstream_model) {
    service_ = std::make_unique<RouterService>(database_, ProvidersOfKinds(demo_, kinds, upstream_model));
    return *service_;
  }

  std::string UpstreamBody() const { return demo_.Requests("up").at(0).body; }

  const test::FakeProvider demo_;
  const support::Postgres database_;
  std::unique_ptr<RouterService> service_;
};

v1::GenerateRequest Lossy() {
  v1::GenerateRequest request = Asking(kChat, false);
  request.set_body(R"({"model":"m","messages":[{"role":"user","content":"Hello"}],"logit_bias":{"7":1}})");
  return request;
}

TEST_F(Translation, LossesAreToldInTheHeadAndTheTail) {
  RouterService& router = Serve({"anthropic"}, "up");

  const auto answer = router.Generate(Lossy());

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_THAT(answer->Header("x-signalbox-losses"), HasSubstr("logit_bias"));
  EXPECT_THAT(answer->tail().losses(), ::testing::Contains("logit_bias"));
}

TEST_F(Translation, StrictRefusesALossBeforeAnyCall) {
  RouterService& router = Serve({"anthropic"}, "up");
  v1::GenerateRequest request = Lossy();
  request.set_strict(true);

  const auto answer = router.Generate(std::move(request));

  const absl::Status status = answer->Done();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "LOSSY_TRANSLATION");
  EXPECT_THAT(MessageOf(status), HasSubstr("logit_bias"));
  EXPECT_TRUE(demo_.Requests().empty());
}

TEST_F(Translation, StrictGoesToTheProviderThatLosesNothing) {
  RouterService& router = Serve({"anthropic", "openai"}, "up");
  for (int i = 0; i < 8; ++i) {
    v1::GenerateRequest request = Lossy();
    request.set_strict(true);

    const auto answer = router.Generate(std::move(request));

    ASSERT_EQ(answer->Done(), absl::OkStatus());
    EXPECT_EQ(answer->Header("x-signalbox-deployment"), "openai/up");
    EXPECT_EQ(answer->Header("x-signalbox-attempts"), "1");
    EXPECT_EQ(answer->Header("x-signalbox-losses"), "");
  }
}

TEST_F(Translation, APromptThatIsKeptElsewhereIsNeverLeftOut) {
  for (const char* kind : {"anthropic", "openai"}) {
    RouterService& router = Serve({kind}, "up");
    v1::GenerateRequest request = Asking(llm::v1::OPENAI_RESPONSES, false);
    request.set_body(R"({"model":"m","input":"and then?","prompt":{"id":"pmpt_1"}})");

    const auto answer = router.Generate(std::move(request));

    const absl::Status status = answer->Done();
    if (kind == std::string_view("openai")) {
      EXPECT_EQ(status, absl::OkStatus());  // It keeps its own.
      continue;
    }
    EXPECT_EQ(ReasonOf(status), "STATE_NOT_HELD");
    EXPECT_THAT(MessageOf(status), HasSubstr("prompt"));
    EXPECT_TRUE(demo_.Requests().empty());
  }
}

// G8, L10.
TEST_F(Translation, TheCallersOwnDialectArrivesByteForByte) {
  constexpr std::string_view kBody =
      R"({ "max_tokens":64, "model" : "m","temperature":1.0,"messages":[ {"role":"user","content":"Gr\u00fc\u00dfe 😀"} ],)"
      R"("metadata":{"user_id":"u"},  "top_k":5,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}]})";
  RouterService& router = Serve({"anthropic"}, "up");
  v1::GenerateRequest request = Asking(kMessages, false);
  request.set_body(std::string(kBody));

  const auto answer = router.Generate(std::move(request));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200) << answer->data();
  std::string expected(kBody);
  expected.replace(expected.find("\"m\""), 3, "\"up\"");
  EXPECT_EQ(UpstreamBody(), expected);
}

TEST_F(Translation, HeadersArePassedOnToAProviderOfTheSameDialectOnly) {
  for (const char* kind : {"anthropic", "openai"}) {
    RouterService& router = Serve({kind}, "up");
    v1::GenerateRequest request = Asking(kMessages, false);
    v1::Header& beta = *request.add_headers();
    beta.set_name("anthropic-beta");
    beta.set_value("some-beta-2025-01-01");

    ASSERT_EQ(router.Generate(std::move(request))->Done(), absl::OkStatus());

    const bool same = kind == std::string_view("anthropic");
    EXPECT_EQ(demo_.Requests("up").back().Header("anthropic-beta"), same ? "some-beta-2025-01-01" : "");
    EXPECT_EQ(demo_.Requests("up").back().Header("anthropic-version"), same ? "2023-06-01" : "");
  }
}

TEST_F(Translation, TheCallersVersionOfAnthropicsApiIsKept) {
  RouterService& router = Serve({"anthropic"}, "up");
  v1::GenerateRequest request = Asking(kMessages, false);
  v1::Header& version = *request.add_headers();
  version.set_name("anthropic-version");
  version.set_value("2023-01-01");

  ASSERT_EQ(router.Generate(std::move(request))->Done(), absl::OkStatus());

  EXPECT_EQ(demo_.Requests("up")[0].Header("anthropic-version"), "2023-01-01");
  EXPECT_EQ(demo_.Requests("up")[0].headers.count("anthropic-version"), 1u);
}

// G17.
TEST_F(Translation, AnthropicsOverloadIs503ForACallerOfOpenAi) {
  RouterService& router = Serve({"anthropic"}, "up;status=529");

  const auto answer = router.Generate(Asking(kChat, false));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 503);
  EXPECT_THAT(answer->data(), HasSubstr("overloaded_error"));
}

TEST_F(Translation, AnthropicsOverloadStays529ForACallerOfAnthropic) {
  RouterService& router = Serve({"anthropic"}, "up;status=529");

  const auto answer = router.Generate(Asking(kMessages, true));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 529);
  EXPECT_THAT(answer->data(), HasSubstr(R"("type":"overloaded_error")"));
}

TEST_F(Translation, OpenAisErrorIsInAnthropicsFormForACallerOfAnthropic) {
  RouterService& router = Serve({"openai"}, "up;status=400");

  const auto answer = router.Generate(Asking(kMessages, false));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 400);
  EXPECT_THAT(answer->data(), AllOf(HasSubstr(R"("type":"error")"), HasSubstr("invalid_request_error")));
  EXPECT_EQ(answer->tail().attempts_size(), 1);
}

TEST_F(Translation, APageOfHtmlTellsItsStatusAndNothingElse) {
  for (const llm::v1::Dialect caller : {kChat, kMessages}) {
    RouterService& router = Serve({"openai"}, "up;status=502");

    const auto answer = router.Generate(Asking(caller, true));

    ASSERT_EQ(answer->Done(), absl::OkStatus());
    EXPECT_EQ(answer->status(), 502);
    const auto error = dialect::CodecOf(caller)->DecodeError(answer->data());
    ASSERT_TRUE(error) << answer->data();
    EXPECT_LE(error->message.size(), 500u);
    EXPECT_THAT(answer->data(), AllOf(Not(HasSubstr("<html")), Not(HasSubstr("127.0.0.1"))));
  }
}

TEST_F(Translation, ARefusedKeyIsOursToMendWhateverTheDialect) {
  RouterService& router = Serve({"anthropic"}, "up;status=401");

  const auto answer = router.Generate(Asking(kChat, true));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 502);
  EXPECT_EQ(answer->Header("x-should-retry"), "false");
  EXPECT_THAT(answer->data(), HasSubstr("upstream_auth_error"));
}

TEST_F(Translation, AStreamThatBreaksOffEndsInTheCallersWords) {
  RouterService& router = Serve({"openai"}, "up;tokens=8;cut=after:4");

  const auto answer = router.Generate(Asking(kMessages, true));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_THAT(answer->data(), AllOf(HasSubstr("event: error\n"), Not(HasSubstr("message_stop"))));
  EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_CUT);
  EXPECT_TRUE(answer->tail().attempts(0).usage().estimated());
}

TEST_F(Translation, ACallerOfGeminiMayHaveItsStreamAsOneArray) {
  for (const char* kind : {"gemini", "openai"}) {
    RouterService& router = Serve({kind}, "up;text=To the sea");
    v1::GenerateRequest request = Asking(llm::v1::GEMINI, true);
    request.set_json_array(true);

    const auto answer = router.Generate(std::move(request));

    ASSERT_EQ(answer->Done(), absl::OkStatus());
    EXPECT_EQ(answer->Header("content-type"), "application/json");
    json::Document array;
    ASSERT_TRUE(array.Read(answer->data()).ok()) << answer->data();
    EXPECT_TRUE(array.root().IsArray());
    EXPECT_FALSE(array.root().Empty());
  }
}

TEST_F(Translation, AnArrayThatBreaksOffIsClosedWithItsError) {
  for (const char* script : {"up;tokens=8;cut=after:4", "up;tokens=8;error_after=4"}) {
    RouterService& router = Serve({"openai"}, script);
    v1::GenerateRequest request = Asking(llm::v1::GEMINI, true);
    request.set_json_array(true);

    const auto answer = router.Generate(std::move(request));

    ASSERT_EQ(answer->Done(), absl::OkStatus());
    json::Document array;
    ASSERT_TRUE(array.Read(answer->data()).ok()) << answer->data();
    bool error = false;
    for (const json::Value element : array.root().elements()) error = element.Find("error").has_value();
    EXPECT_TRUE(error) << answer->data();
  }
}

TEST_F(Translation, WhoCountsBeforeItSpeaksHasNotCountedWhatWasCut) {
  for (const llm::v1::Dialect caller : {kChat, kMessages}) {
    RouterService& router = Serve({"anthropic"}, "up;tokens=40;prompt=9;cut=after:30");

    const auto answer = router.Generate(Asking(caller, true));

    ASSERT_EQ(answer->Done(), absl::OkStatus());
    const llm::v1::Usage& usage = answer->tail().attempts(0).usage();
    EXPECT_EQ(usage.input(), 9);
    EXPECT_GT(usage.output(), 10);
    EXPECT_TRUE(usage.estimated());
  }
}

TEST_F(Translation, FailoverCrossesDialects) {
  demo_.Script(R"({"model":"up","status":500,"times":1})");
  demo_.Script(R"({"model":"up","text":"Here"})");
  RouterService& router = Serve({"anthropic", "openai"}, "up");

  const auto answer = router.Generate(Asking(kMessages, true));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_THAT(answer->data(), HasSubstr("Here"));
  EXPECT_EQ(answer->tail().attempts_size(), 2);
  EXPECT_EQ(answer->Header("x-signalbox-attempts"), "2");
}

}  // namespace
}  // namespace signalbox::router
