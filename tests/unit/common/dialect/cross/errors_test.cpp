// What a status means is said in the words of the caller's dialect, whatever type an error came with.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/codec.h"

namespace signalbox::dialect {
namespace {

struct Told {
  int http_status;
  std::string_view anthropic;
  std::string_view gemini;
};

class ErrorOfStatus : public ::testing::TestWithParam<Told> {
 protected:
  static nlohmann::json In(llm::v1::Dialect dialect, const ErrorBody& error) {
    return nlohmann::json::parse(CodecOf(dialect)->EncodeError(error, GetParam().http_status, ""))["error"];
  }
};

INSTANTIATE_TEST_SUITE_P(
    All, ErrorOfStatus,
    ::testing::Values(Told{401, "authentication_error", "UNAUTHENTICATED"},
                      Told{402, "billing_error", "RESOURCE_EXHAUSTED"},
                      Told{403, "permission_error", "PERMISSION_DENIED"}, Told{404, "not_found_error", "NOT_FOUND"},
                      Told{413, "request_too_large", "INVALID_ARGUMENT"},
                      Told{429, "rate_limit_error", "RESOURCE_EXHAUSTED"}, Told{500, "api_error", "INTERNAL"},
                      Told{502, "api_error", "UNAVAILABLE"}, Told{503, "overloaded_error", "UNAVAILABLE"},
                      Told{504, "timeout_error", "DEADLINE_EXCEEDED"}, Told{529, "overloaded_error", "UNAVAILABLE"}),
    [](const auto& info) { return std::to_string(info.param.http_status); });

TEST_P(ErrorOfStatus, IsTheOneTheCallersSdkExpects) {
  for (const char* type :
       {"invalid_request_error", "insufficient_quota", "upstream_error", "quota_word_of_nobody", ""}) {
    const ErrorBody error{.message = "m", .type = type, .code = "model_not_found"};
    EXPECT_EQ(In(llm::v1::ANTHROPIC_MESSAGES, error)["type"], GetParam().anthropic) << type;
    EXPECT_EQ(In(llm::v1::GEMINI, error)["status"], GetParam().gemini) << type;
    EXPECT_EQ(In(llm::v1::GEMINI, error)["code"], GetParam().http_status) << type;
  }
}

TEST(ErrorCode, OfGoogleDoesNotContradictTheStatus) {
  const auto status = [](const char* code, int http_status) {
    const std::string body =
        CodecOf(llm::v1::GEMINI)->EncodeError({.message = "m", .type = "api_error", .code = code}, http_status, "");
    return nlohmann::json::parse(body)["error"]["status"];
  };

  EXPECT_EQ(status("FAILED_PRECONDITION", 400), "FAILED_PRECONDITION");
  EXPECT_EQ(status("INVALID_ARGUMENT", 404), "NOT_FOUND");
  EXPECT_EQ(status("UNAVAILABLE", 529), "UNAVAILABLE");
  EXPECT_EQ(status("DEADLINE_EXCEEDED", 502), "DEADLINE_EXCEEDED");
}

TEST(ErrorType, OfTheServersFaultStays) {
  const auto type = [](const char* of, int http_status) {
    const std::string body =
        CodecOf(llm::v1::ANTHROPIC_MESSAGES)->EncodeError({.message = "m", .type = of}, http_status, "");
    return nlohmann::json::parse(body)["error"]["type"];
  };

  EXPECT_EQ(type("overloaded_error", 500), "overloaded_error");
  EXPECT_EQ(type("timeout_error", 500), "timeout_error");
  EXPECT_EQ(type("rate_limit_error", 500), "api_error");
  EXPECT_EQ(type("permission_error", 400), "permission_error");
}

}  // namespace
}  // namespace signalbox::dialect
