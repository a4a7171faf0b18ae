#include <gtest/gtest.h>

#include "tests/unit/common/dialect/anthropic_messages/support.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

TEST(Error, HasTheTypeOfItsStatus) {
  const auto type = [](int status) {
    return Parsed(TheCodec().EncodeError({.message = "m", .type = "insufficient_quota"}, status, ""))["error"]["type"];
  };

  EXPECT_EQ(type(400), "invalid_request_error");
  EXPECT_EQ(type(401), "authentication_error");
  EXPECT_EQ(type(402), "billing_error");
  EXPECT_EQ(type(403), "permission_error");
  EXPECT_EQ(type(404), "not_found_error");
  EXPECT_EQ(type(409), "conflict_error");
  EXPECT_EQ(type(413), "request_too_large");
  EXPECT_EQ(type(422), "invalid_request_error");
  EXPECT_EQ(type(429), "rate_limit_error");
  EXPECT_EQ(type(500), "api_error");
  EXPECT_EQ(type(502), "api_error");
  EXPECT_EQ(type(503), "overloaded_error");
  EXPECT_EQ(type(504), "timeout_error");
  EXPECT_EQ(type(529), "overloaded_error");
}

TEST(Error, KeepsATypeOfThisDialect) {
  EXPECT_EQ(TheCodec().EncodeError({.message = "慢 \"", .type = "overloaded_error"}, 500, "req_1"),
            R"({"type":"error","error":{"type":"overloaded_error","message":"慢 \""},"request_id":"req_1"})");
}

TEST(Error, EndsAStreamAsAnEvent) {
  EXPECT_EQ(TheCodec().EncodeStreamError({.message = "gone", .type = "upstream_error"}, 502),
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"gone\"}}\n\n");
}

struct Form {
  std::string_view body;
  ErrorBody error;
};

class ErrorForm : public ::testing::TestWithParam<Form> {};

TEST_P(ErrorForm, IsUnderstood) {
  EXPECT_EQ(TheCodec().DecodeError(GetParam().body), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, ErrorForm,
    ::testing::Values(
        Form{R"({"type":"error","error":{"type":"rate_limit_error","message":"slow"},"request_id":"req_1"})",
             {.message = "slow", .type = "rate_limit_error"}},
        Form{R"({"type":"error","error":{"type":"billing_error","message":"pay"}})",
             {.message = "pay", .type = "insufficient_quota"}},
        Form{R"({"type":"error","error":{"type":"invalid_request_error","message":"m","details":{"error_code":"c"}}})",
             {.message = "m", .type = "invalid_request_error", .code = "c"}},
        Form{R"({"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED"}})",
             {.message = "quota", .type = "rate_limit_error", .code = "429"}},
        Form{R"([{"error":{"code":403,"message":"no","status":"PERMISSION_DENIED"}}])",
             {.message = "no", .type = "permission_error", .code = "403"}},
        Form{R"({"error":"text"})", {.message = "text", .type = "api_error"}},
        Form{R"({"message":"text"})", {.message = "text", .type = "api_error"}},
        Form{R"({"detail":"text"})", {.message = "text", .type = "api_error"}}));

TEST(Error, IsNothingWhereThereIsNone) {
  for (const std::string_view body : {"", "<html>", "[]", "{}", "[1]", R"({"error":7})"}) {
    EXPECT_EQ(TheCodec().DecodeError(body), std::nullopt) << body;
  }
}

TEST(TokenCount, IsAnAnswerOfItsOwn) {
  EXPECT_EQ(TheCodec().EncodeTokenCount(2095), R"({"input_tokens":2095})");
}

}  // namespace
}  // namespace signalbox::dialect::anthropic_messages
