#include "gateway/errors.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

using Code = absl::StatusCode;
using nlohmann::json;

struct Row {
  Code code;
  std::string reason;
  int http_status;
  std::string type;
  json openai_code;
  bool retry_forbidden = false;
};

std::string HeaderOf(const ErrorAnswer& answer, const std::string& name) {
  for (const auto& [key, value] : answer.headers) {
    if (key == name) return value;
  }
  return "";
}

class ErrorTableTest : public ::testing::TestWithParam<Row> {};

TEST_P(ErrorTableTest, HasItsStatusTypeAndCode) {
  const Row& row = GetParam();

  const ErrorAnswer answer = RenderError(Error(row.code, row.reason, "what went wrong"));

  const json error = json::parse(answer.body).at("error");
  EXPECT_EQ(answer.http_status, row.http_status);
  EXPECT_EQ(error.at("type"), row.type);
  EXPECT_EQ(error.at("code"), row.openai_code);
  EXPECT_TRUE(error.at("param").is_null());
  EXPECT_EQ(HeaderOf(answer, "content-type"), "application/json");
  EXPECT_EQ(HeaderOf(answer, "x-should-retry"), row.retry_forbidden ? "false" : "");
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ErrorTableTest,
    ::testing::Values(Row{Code::kInvalidArgument, "", 400, "invalid_request_error", nullptr},
                      Row{Code::kOutOfRange, "", 400, "invalid_request_error", nullptr},
                      Row{Code::kUnauthenticated, "KEY_BLOCKED", 401, "authentication_error", "invalid_api_key"},
                      Row{Code::kResourceExhausted, "BUDGET_EXCEEDED", 402, "insufficient_quota", "insufficient_quota"},
                      Row{Code::kPermissionDenied, "MODEL_NOT_ALLOWED", 403, "permission_error", "model_not_allowed"},
                      Row{Code::kPermissionDenied, "", 403, "permission_error", nullptr},
                      Row{Code::kNotFound, "MODEL_NOT_FOUND", 404, "invalid_request_error", "model_not_found"},
                      Row{Code::kAlreadyExists, "", 409, "conflict_error", nullptr, true},
                      Row{Code::kAborted, "", 409, "conflict_error", nullptr},
                      Row{Code::kFailedPrecondition, "", 409, "conflict_error", nullptr, true},
                      Row{Code::kOutOfRange, "BODY_TOO_LARGE", 413, "request_too_large", "request_too_large"},
                      Row{Code::kResourceExhausted, "RATE_LIMITED", 429, "rate_limit_error", "rate_limit_exceeded"},
                      Row{Code::kCancelled, "", 499, "api_error", "cancelled"},
                      Row{Code::kInternal, "", 500, "api_error", "internal_error"},
                      Row{Code::kUnknown, "", 500, "api_error", "internal_error"},
                      Row{Code::kDataLoss, "", 500, "api_error", "internal_error"},
                      Row{Code::kUnimplemented, "", 501, "api_error", "not_implemented", true},
                      Row{Code::kUnavailable, "", 503, "overloaded_error", nullptr},
                      Row{Code::kUnavailable, "LEDGER_FULL", 503, "overloaded_error", "ledger_full"},
                      Row{Code::kResourceExhausted, "", 503, "overloaded_error", nullptr},
                      Row{Code::kDeadlineExceeded, "", 504, "timeout_error", "timeout"}));

json ErrorOf(const absl::Status& status) {
  return json::parse(RenderError(status).body).at("error");
}

TEST(ErrorsTest, MessageOfACallersMistakeReachesTheCaller) {
  EXPECT_EQ(ErrorOf(Error(Code::kInvalidArgument, "", "model: missing")).at("message"), "model: missing");
}

TEST(ErrorsTest, TextOfOurOwnFailuresNeverLeavesTheHouse) {
  for (const Code code : {Code::kInternal, Code::kUnknown, Code::kDataLoss}) {
    const std::string body = RenderError(Error(code, "", "table identity.key is missing")).body;
    EXPECT_EQ(body.find("identity.key"), std::string::npos) << body;
  }
}

TEST(ErrorsTest, TextOfTheTransportNeverLeavesTheHouse) {
  for (const Code code : {Code::kUnavailable, Code::kDeadlineExceeded, Code::kCancelled, Code::kResourceExhausted}) {
    const std::string body = RenderError(Error(code, "", "failed to connect to unix:/run/identity")).body;
    EXPECT_EQ(body.find("/run/identity"), std::string::npos) << body;
  }
}

TEST(ErrorsTest, FieldBecomesParam) {
  EXPECT_EQ(ErrorOf(Error(Code::kInvalidArgument, "", "no", {{"field", "messages"}})).at("param"), "messages");
}

TEST(ErrorsTest, RetryAfterIsInWholeSecondsRoundedUp) {
  const auto retry_after = [](const std::string& milliseconds) {
    return HeaderOf(
        RenderError(Error(Code::kResourceExhausted, "RATE_LIMITED", "no", {{"retry_after_ms", milliseconds}})),
        "retry-after");
  };
  EXPECT_EQ(retry_after("1"), "1");
  EXPECT_EQ(retry_after("1000"), "1");
  EXPECT_EQ(retry_after("1001"), "2");
  EXPECT_EQ(retry_after("0"), "1");
  EXPECT_EQ(retry_after("soon"), "");
  EXPECT_EQ(retry_after("-5"), "");
}

TEST(ErrorsTest, StreamErrorIsOneEventWithTheSameBody) {
  const absl::Status status = Error(Code::kUnavailable, "LEDGER_UNAVAILABLE", "try later");
  const std::string event = RenderStreamError(status);

  ASSERT_TRUE(event.starts_with("data: ") && event.ends_with("\n\n")) << event;
  EXPECT_EQ(json::parse(event.substr(6)), json::parse(RenderError(status).body));
}

TEST(ErrorsTest, OperatorsReadCodeReasonAndText) {
  EXPECT_EQ(Describe(Error(Code::kNotFound, "MODEL_NOT_FOUND", "no")), "NOT_FOUND MODEL_NOT_FOUND: no");
  EXPECT_EQ(Describe(Error(Code::kInternal, "", "table is missing")), "INTERNAL: table is missing");
}

TEST(ErrorsTest, RefusalsOfTheServerLookLikeAllOthers) {
  for (const int status : {400, 404, 405, 408, 413, 431, 500}) {
    const auto [headers, body] = RenderHttpError({status, "why", "/v1/chat/completions", "request-1"});
    const json error = json::parse(body).at("error");
    EXPECT_EQ(error.at("message"), "why");
    EXPECT_TRUE(error.at("type").is_string());
    EXPECT_EQ(headers.at(0).second, "application/json");
  }
  EXPECT_EQ(json::parse(RenderHttpError({413, "big", "/", ""}).second).at("error").at("type"), "request_too_large");
}

TEST(ErrorsTest, AnAnthropicClientFindsItsRequestIdOnRefusalsOfTheServer) {
  const auto has_id = [](std::string_view path) {
    const auto [headers, body] = RenderHttpError({405, "why", path, "request-1"});
    return http::FirstValue(headers, "request-id") == "request-1";
  };

  EXPECT_TRUE(has_id("/v1/messages"));
  EXPECT_FALSE(has_id("/v1/chat/completions"));
}

TEST(ErrorsTest, EveryDialectGetsItsOwnForm) {
  const absl::Status limited = Error(Code::kResourceExhausted, "RATE_LIMITED", "slow down");

  const json anthropic = json::parse(RenderError(limited, llm::v1::ANTHROPIC_MESSAGES, "request-1").body);
  EXPECT_EQ(anthropic.at("type"), "error");
  EXPECT_EQ(anthropic.at("error").at("type"), "rate_limit_error");
  EXPECT_EQ(anthropic.at("error").at("message"), "slow down");
  EXPECT_EQ(anthropic.at("request_id"), "request-1");

  const json google = json::parse(RenderError(limited, llm::v1::GEMINI).body);
  EXPECT_EQ(google.at("error").at("code"), 429);
  EXPECT_EQ(google.at("error").at("status"), "RESOURCE_EXHAUSTED");

  const json responses = json::parse(RenderError(limited, llm::v1::OPENAI_RESPONSES).body);
  EXPECT_EQ(responses.at("error").at("code"), "rate_limit_exceeded");
}

TEST(ErrorsTest, APathTellsWhoCallsIt) {
  EXPECT_EQ(DialectOfPath("/v1/messages/what"), llm::v1::ANTHROPIC_MESSAGES);
  EXPECT_EQ(DialectOfPath("/api/v1/messages"), llm::v1::ANTHROPIC_MESSAGES);
  EXPECT_EQ(DialectOfPath("/v1beta/models/x"), llm::v1::GEMINI);
  EXPECT_EQ(DialectOfPath("//v1/messages/"), llm::v1::ANTHROPIC_MESSAGES);
  EXPECT_EQ(DialectOfPath("/v1/nothing"), llm::v1::OPENAI_CHAT);
  const json refused = json::parse(RenderHttpError({404, "nothing here", "/v1beta/x", "r"}).second);
  EXPECT_EQ(refused.at("error").at("status"), "NOT_FOUND");
}

}  // namespace
}  // namespace signalbox::gateway
