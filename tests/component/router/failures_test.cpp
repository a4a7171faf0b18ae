#include "tests/component/router/failures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::router {
namespace {

using ::testing::AnyOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kShortFirstByte = ", timeouts: { first_byte: 300ms }";
constexpr std::string_view kShortIdle = ", timeouts: { idle: 300ms }";

struct ErrorRow {
  const char* name;
  const char* script;
  int status;
  const char* in_body;
  int attempts = 1;
};

class ErrorClasses : public Failures, public ::testing::WithParamInterface<ErrorRow> {};

// Each class of error that a provider answers with before anything was sent, plain and streamed.
TEST_P(ErrorClasses, ReachTheCaller) {
  RouterService& router = Serve({{"demo", std::string("up;") + GetParam().script}});

  for (const bool stream : {false, true}) {
    const auto answer = router.Generate(stream);

    ASSERT_TRUE(answer->Done().ok());
    EXPECT_EQ(answer->status(), GetParam().status);
    EXPECT_THAT(answer->data(), HasSubstr(GetParam().in_body));
    EXPECT_THAT(answer->data(), HasSubstr(R"({"error":{)"));
    EXPECT_THAT(answer->data(), Not(AnyOf(HasSubstr("sk-"), HasSubstr("127.0.0.1"))));
    EXPECT_EQ(answer->Header("content-type").substr(0, 16), "application/json");
    EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_ERROR);
    ASSERT_EQ(answer->tail().attempts_size(), GetParam().attempts);
    EXPECT_FALSE(answer->tail().attempts(0).has_usage());
  }
}

const ErrorRow kErrorRows[] = {
    {"bad_request", "status=400", 400, "Invalid request."},
    {"context", "error=context_length_exceeded", 400, "context_length_exceeded"},
    {"content_policy", "error=content_policy_violation", 400, "content_policy_violation"},
    {"unauthorized_is_ours", "status=401", 502, "upstream_auth_error"},
    {"forbidden_is_ours", "status=403", 502, "upstream_auth_error"},
    {"unpaid_is_ours", "status=402", 502, "upstream_quota_exhausted"},
    {"unknown_model_is_ours", "status=404", 502, "upstream_model_not_found"},
    {"unknown_url_is_ours", "error=unknown_url", 502, "upstream_model_not_found"},
    {"timeout_answer", "status=408", 408, "timed out", 2},
    {"conflict", "status=409", 409, "in use"},
    {"too_large", "status=413", 413, "request_too_large"},
    {"unprocessable", "status=422", 422, "cannot be processed"},
    {"rate_limited", "status=429", 429, "rate_limit_exceeded"},
    {"quota_is_ours", "error=insufficient_quota", 502, "upstream_quota_exhausted"},
    {"server_error", "status=500", 500, "Sorry about that", 2},
    {"page_of_html", "status=502", 502, "answered with status 502", 2},
    {"overloaded", "status=503", 503, "overloaded", 2},
    {"page_of_html_504", "status=504", 504, "answered with status 504", 2},
    {"overloaded_529", "status=529", 529, "overloaded_error", 2},
    {"error_in_200", "status=200;error=server_error", 502, "Sorry about that", 2},
    {"quota_in_200_is_ours", "status=200;error=insufficient_quota", 502, "upstream_quota_exhausted"},
    {"refused_key_in_200", "status=200;error=invalid_api_key", 502, "upstream_auth_error"},
};

INSTANTIATE_TEST_SUITE_P(Rows, ErrorClasses, ::testing::ValuesIn(kErrorRows),
                         [](const auto& info) { return std::string(info.param.name); });

TEST_F(Failures, ARateLimitKeepsItsRetryAfter) {
  RouterService& router = Serve({{"demo", "up;status=429;retry_after=7"}});

  const auto answer = router.Generate(false);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->Header("retry-after"), "7");
}

TEST_F(Failures, ARefusedKeyTellsTheCallerNotToRetry) {
  RouterService& router = Serve({{"demo", "up;status=401"}});

  const auto answer = router.Generate(false);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->Header("x-should-retry"), "false");
}

TEST_F(Failures, ANonsenseAnswerIsABadGateway) {
  demo_.Script(R"({"model":"up","body":"<html>hello</html>"})");
  RouterService& router = Serve({{"demo", "up"}});

  const auto answer = router.Generate(false);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 502);
  EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_ERROR);
}

TEST_F(Failures, NothingReachableIsUnavailableAndNamesNoAddress) {
  RouterService& router = Serve({{"away", "up"}});

  const absl::Status status = router.Generate(false)->Done();

  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(MessageOf(status), Not(AnyOf(HasSubstr("127.0.0.1"), HasSubstr("http"), HasSubstr("away"))));
}

TEST_F(Failures, APrivateAddressIsNotReachedUnlessAllowed) {
  service_ = std::make_unique<RouterService>(database_,
                                             "  providers: [ { name: demo, base_url: '" + demo_.openai_url() +
                                                 "', accounts: [ { name: main, keyless: true } ] } ]\n"
                                                 "  models: [ { name: m, deployments: [ { provider: demo } ] } ]\n");

  EXPECT_EQ(service_->Generate(false)->Done().code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(demo_.Requests().empty());
}

struct CutRow {
  const char* name;
  const char* script;
};

class CutStreams : public Failures, public ::testing::WithParamInterface<CutRow> {};

TEST_P(CutStreams, EndWithAnErrorEventWithoutTerminatorAndAreEstimated) {
  RouterService& router = Serve({
      {"demo", std::string("up;text=To the sea;") + GetParam().script},
  });

  const auto answer = router.Generate(true);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_THAT(answer->data(), HasSubstr("To"));
  EXPECT_THAT(answer->data(), HasSubstr(R"(data: {"error":{)"));
  EXPECT_THAT(answer->data(), EndsWith("\n\n"));
  EXPECT_THAT(answer->data(), Not(HasSubstr("[DONE]")));
  EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_CUT);
  ASSERT_EQ(answer->tail().attempts_size(), 1);
  EXPECT_TRUE(answer->tail().attempts(0).usage().estimated());
  EXPECT_GT(answer->tail().attempts(0).usage().output(), 0);
}

INSTANTIATE_TEST_SUITE_P(Rows, CutStreams,
                         ::testing::Values(CutRow{"closed", "cut=after:3;how=fin"},
                                           CutRow{"reset", "cut=after:3;how=rst"},
                                           CutRow{"ended_early", "cut=after:3;how=end"},
                                           CutRow{"half_json", "cut=after:3;how=json"},
                                           CutRow{"half_event", "cut=after:3;how=sse"}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST_F(Failures, AWholeStreamWithoutItsTerminatorIsCutButKeepsTheProvidersUsage) {
  RouterService& router = Serve({{"demo", "up;done=no;prompt=9;completion=3"}});

  const auto answer = router.Generate(true);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_CUT);
  EXPECT_THAT(answer->data(), Not(HasSubstr("[DONE]")));
  EXPECT_EQ(answer->tail().attempts(0).usage().output(), 3);
  EXPECT_FALSE(answer->tail().attempts(0).usage().estimated());
}

TEST_F(Failures, AnErrorEventInAStreamReachesTheCallerAndEndsIt) {
  RouterService& router = Serve({{"demo", "up;text=To the sea;error_after=3"}});

  const auto answer = router.Generate(true);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_THAT(answer->data(), HasSubstr(R"(data: {"error":{)"));
  EXPECT_THAT(answer->data(), Not(HasSubstr("[DONE]")));
  EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_ERROR);
  EXPECT_TRUE(answer->tail().attempts(0).usage().estimated());
}

TEST_F(Failures, ACutTranscriptIsMarkedPartial) {
  RouterService& router = Serve({{"demo", "up;text=To the sea;cut=after:3"}});
  v1::GenerateRequest request = ChatRequest(true);
  request.set_want_transcript(true);

  const auto answer = router.Generate(std::move(request));

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_TRUE(answer->tail().answer().partial());
  EXPECT_EQ(answer->tail().new_turns_size(), 1);
}

TEST_F(Failures, APlainAnswerThatBreaksOffIsABadGatewayAndIsNotAskedForAgain) {
  RouterService& router = Serve({{"demo", "up;tokens=64;cut=bytes:100"}, {"demo", "other;tokens=64;cut=bytes:100"}});

  const auto answer = router.Generate(false);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 502);
  EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_CUT);
  EXPECT_EQ(answer->tail().attempts_size(), 1);
}

TEST_F(Failures, AConnectionThatBreaksBeforeTheHeadIsABadGateway) {
  RouterService& router = Serve({{"demo", "up;cut=head"}});

  const auto answer = router.Generate(true);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 502);
  EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_CUT);
}

TEST_F(Failures, NoFirstByteInTimeIsAGatewayTimeout) {
  for (const char* script : {"up;stall=0", "up;stall=1"}) {
    RouterService& router = Serve({{"demo", script}}, kShortFirstByte);

    const auto answer = router.Generate(true);

    ASSERT_TRUE(answer->Done().ok());
    EXPECT_EQ(answer->status(), 504);
    EXPECT_THAT(answer->data(), HasSubstr("timeout_error"));
    EXPECT_EQ(answer->tail().ending(), llm::v1::TIMEOUT);
    EXPECT_FALSE(answer->tail().attempts(0).has_usage());
  }
}

TEST_F(Failures, AStreamThatStallsEndsWithATimeoutEvent) {
  RouterService& router = Serve({{"demo", "up;text=To the sea;stall=4"}}, kShortIdle);

  const auto answer = router.Generate(true);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_THAT(answer->data(), HasSubstr(R"(data: {"error":{)"));
  EXPECT_THAT(answer->data(), HasSubstr("timeout_error"));
  EXPECT_EQ(answer->tail().ending(), llm::v1::TIMEOUT);
  EXPECT_TRUE(answer->tail().attempts(0).usage().estimated());
  EXPECT_TRUE(demo_.Wait("up", "closed"));
}

TEST_F(Failures, TheTotalTimeBoundsAStreamThatNeverPauses) {
  RouterService& router = Serve({{"demo", "up;tokens=4000;gap=10ms"}}, ", timeouts: { total: 300ms }");

  const auto answer = router.Generate(true);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->tail().ending(), llm::v1::TIMEOUT);
}

TEST_F(Failures, TheCallersDeadlineEndsTheAnswerWithATail) {
  RouterService& router = Serve({{"demo", "up;stall=0"}}, "");

  const auto answer =
      router.Generate(ChatRequest(true), true, RequestContext::Background(std::chrono::milliseconds(400)));

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 504);
  EXPECT_EQ(answer->tail().ending(), llm::v1::TIMEOUT);
}

class FailsOver : public Failures, public ::testing::WithParamInterface<ServedBy> {};

// The weights make the bad deployment the first choice; a few tries make that certain.
TEST_P(FailsOver, ToTheOtherDeployment) {
  RouterService& router = Serve({GetParam(), {"demo", "good;text=Here", 1}});
  int failed_first = 0;

  for (int i = 0; i < 4; ++i) {
    const auto answer = router.Generate(i % 2 == 0);
    ASSERT_TRUE(answer->Done().ok());
    EXPECT_EQ(answer->status(), 200);
    EXPECT_THAT(answer->data(), HasSubstr("Here"));
    EXPECT_EQ(answer->tail().ending(), llm::v1::COMPLETED);
    const int attempts = answer->tail().attempts_size();
    EXPECT_EQ(answer->Header("x-signalbox-attempts"), std::to_string(attempts));
    EXPECT_EQ(answer->Header("x-signalbox-deployment"), "demo/good;text=Here");
    if (attempts == 2) {
      ++failed_first;
      const v1::Decision& second = answer->tail().attempts(1).decision();
      ASSERT_EQ(second.considered_size(), 2);
      EXPECT_EQ(second.considered(0).rejection() + second.considered(1).rejection(), "tried");
    }
    EXPECT_LE(attempts, 2);
  }

  EXPECT_GT(failed_first, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, FailsOver,
    ::testing::Values(ServedBy{"away", "up", 999}, ServedBy{"demo", "up;status=500", 999},
                      ServedBy{"demo", "up;status=429", 999}, ServedBy{"demo", "up;status=401", 999},
                      ServedBy{"demo", "up;status=403", 999}, ServedBy{"demo", "up;status=404", 999},
                      ServedBy{"demo", "up;error=insufficient_quota", 999}, ServedBy{"demo", "up;cut=head", 999},
                      ServedBy{"demo", "up;status=200;error=server_error", 999}));

TEST_F(Failures, ACallersFaultIsNotTriedElsewhere) {
  RouterService& router = Serve({{"demo", "one;status=400"}, {"demo", "two;status=400"}});

  const auto answer = router.Generate(false);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 400);
  EXPECT_EQ(answer->tail().attempts_size(), 1);
}

TEST_F(Failures, AStreamThatBeganIsNotTriedElsewhere) {
  RouterService& router = Serve({{"demo", "one;cut=after:3"}, {"demo", "two;cut=after:3"}});

  const auto answer = router.Generate(true);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->tail().attempts_size(), 1);
}

TEST_F(Failures, AtMostFourTargetsAreTried) {
  std::vector<ServedBy> deployments;
  for (int i = 0; i < 6; ++i) deployments.push_back({"demo", "up" + std::to_string(i) + ";status=500"});
  RouterService& router = Serve(deployments);

  const auto answer = router.Generate(false);

  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 500);
  EXPECT_EQ(answer->tail().attempts_size(), 4);
  EXPECT_EQ(demo_.Requests().size(), 4u);
}

TEST_F(Failures, WhatIsOursIsToldWithoutTheProvidersWords) {
  for (const char* script : {"up;error=insufficient_quota", "up;status=402", "up;status=401", "up;status=404"}) {
    RouterService& router = Serve({{"demo", script}});

    const auto answer = router.Generate(false);

    ASSERT_TRUE(answer->Done().ok());
    EXPECT_EQ(answer->status(), 502) << script;
    EXPECT_EQ(answer->Header("x-should-retry"), "false") << script;
    EXPECT_THAT(answer->data(), Not(AnyOf(HasSubstr("plan"), HasSubstr("platform.openai.com"), HasSubstr("exist"))));
  }
}

TEST_F(Failures, ALimitIsToldRatherThanAnAccountThatIsUsedUp) {
  RouterService& router = Serve({{"demo", "up;status=429;retry_after=7"}, {"demo", "other;error=insufficient_quota"}});

  for (int i = 0; i < 8; ++i) {
    const auto answer = router.Generate(false);
    ASSERT_TRUE(answer->Done().ok());
    EXPECT_EQ(answer->status(), 429);
    EXPECT_EQ(answer->Header("retry-after"), "7");
    EXPECT_EQ(answer->tail().attempts_size(), 2);
  }
}

TEST_F(Failures, AnAnswerOfAProviderIsToldRatherThanAnUnreachableOne) {
  RouterService& router = Serve({{"demo", "up;status=429;retry_after=7"}, {"away", "up"}});

  for (int i = 0; i < 8; ++i) {
    const auto answer = router.Generate(false);
    ASSERT_TRUE(answer->Done().ok());
    EXPECT_EQ(answer->status(), 429);
    EXPECT_EQ(answer->Header("retry-after"), "7");
    EXPECT_EQ(answer->tail().attempts_size(), 2);
  }
}

}  // namespace
}  // namespace signalbox::router
