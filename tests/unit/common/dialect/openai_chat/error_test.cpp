#include "common/dialect/openai_chat/error.h"

#include <gtest/gtest.h>

namespace signalbox::dialect::openai_chat {
namespace {

TEST(EncodeError, WritesNullForWhatIsAbsent) {
  EXPECT_EQ(EncodeError({.message = "no \"x\"", .type = "invalid_request_error"}),
            R"({"error":{"message":"no \"x\"","type":"invalid_request_error","param":null,"code":null}})");
  EXPECT_EQ(EncodeError({.message = "m", .type = "t", .code = "c", .param = "p"}),
            R"({"error":{"message":"m","type":"t","param":"p","code":"c"}})");
}

TEST(EncodeStreamError, IsOneEvent) {
  EXPECT_EQ(EncodeStreamError({.message = "a\nb", .type = "t"}),
            "data: {\"error\":{\"message\":\"a\\nb\",\"type\":\"t\",\"param\":null,\"code\":null}}\n\n");
}

TEST(DecodeError, ReadsTheFormsProvidersUse) {
  const ErrorBody full{.message = "slow", .type = "rate_limit", .code = "x", .param = "p"};
  EXPECT_EQ(DecodeError(EncodeError(full)), full);

  const ErrorBody bare{.message = "slow", .type = "api_error"};
  EXPECT_EQ(DecodeError(R"({"error":"slow"})"), bare);
  EXPECT_EQ(DecodeError(R"({"message":"slow"})"), bare);
  EXPECT_EQ(DecodeError(R"({"error":{"message":"slow","code":null}})"), bare);
  EXPECT_EQ(DecodeError(R"({"detail":"slow"})"), bare);
  EXPECT_EQ(DecodeError(R"([{"error":{"message":"slow","status":"X"}}])"), bare);
  EXPECT_EQ(DecodeError(R"({"error":{"message":"slow","code":429}})")->code, "429");
}

TEST(DecodeError, KnowsWhatIsNoError) {
  EXPECT_EQ(DecodeError("<html>"), std::nullopt);
  EXPECT_EQ(DecodeError("[]"), std::nullopt);
  EXPECT_EQ(DecodeError(R"({"choices":[]})"), std::nullopt);
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
