#include "services/router/rpc/reply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signalbox::router {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

const dialect::Codec& Chat() {
  return *dialect::CodecOf(llm::v1::OPENAI_CHAT);
}

constexpr char kBytes[] = R"({ "error":{"message":"busy","type":"overloaded_error","x":1.0}})";

AttemptFailure Refusal(int status, llm::v1::Dialect asked_in, std::optional<dialect::ErrorBody> error) {
  AttemptFailure failure;
  failure.facts.status = status;
  failure.facts.content_type = "application/json; charset=utf-8";
  failure.asked_in = asked_in;
  failure.body = kBytes;
  failure.error = std::move(error);
  failure.outcome = Classify({Breakage::kNone, status, true, false, {}, {}, {}});
  return failure;
}

TEST(ReplyTest, AProviderOfTheCallersDialectKeepsItsBytes) {
  const Reply reply =
      ReplyTo(Refusal(529, llm::v1::OPENAI_CHAT, dialect::ErrorBody{"busy", "overloaded_error"}), Chat(), "r");

  EXPECT_EQ(reply.status, 529);
  EXPECT_EQ(reply.body, kBytes);
  EXPECT_THAT(reply.headers, Contains(Pair("content-type", "application/json; charset=utf-8")));
}

TEST(ReplyTest, AGatewayThatAnswersInWordsOfItsOwnIsTranslated) {
  AttemptFailure azure = Refusal(429, llm::v1::OPENAI_CHAT, dialect::ErrorBody{"slow", "", "429"});
  azure.body = R"({"error":{"code":"429","message":"slow"}})";
  AttemptFailure vertex = Refusal(400, llm::v1::ANTHROPIC_MESSAGES, dialect::ErrorBody{"none", ""});
  vertex.body = R"({"error":{"code":400,"message":"none","status":"INVALID_ARGUMENT"}})";

  EXPECT_THAT(ReplyTo(azure, Chat(), "r").body, HasSubstr(R"("type":"rate_limit_error","param":null,"code":"429")"));
  EXPECT_THAT(ReplyTo(vertex, *dialect::CodecOf(llm::v1::ANTHROPIC_MESSAGES), "r").body,
              HasSubstr(R"("type":"error","error":{"type":"invalid_request_error")"));
}

TEST(ReplyTest, AnotherOnesErrorIsTranslatedAndKeepsItsHeaders) {
  AttemptFailure failure = Refusal(429, llm::v1::ANTHROPIC_MESSAGES, dialect::ErrorBody{"slow", "rate_limit_error"});
  failure.facts.retry_after = "7";
  failure.facts.should_retry = "true";

  const Reply reply = ReplyTo(failure, Chat(), "r");

  EXPECT_EQ(reply.status, 429);
  EXPECT_THAT(reply.body, HasSubstr(R"("message":"slow")"));
  EXPECT_THAT(reply.body, HasSubstr(R"("type":"rate_limit_error")"));
  EXPECT_THAT(reply.headers, Contains(Pair("retry-after", "7")));
  EXPECT_THAT(reply.headers, Contains(Pair("x-should-retry", "true")));
}

TEST(ReplyTest, WhenToRetryIsToldInTheHeaderThoughOnlyTheBodySaysIt) {
  dialect::ErrorBody error{"slow", "rate_limit_error", "RESOURCE_EXHAUSTED"};
  error.retry_after = std::chrono::milliseconds(10'690);
  AttemptFailure failure = Refusal(429, llm::v1::GEMINI, error);

  EXPECT_THAT(ReplyTo(failure, Chat(), "r").headers, Contains(Pair("retry-after", "11")));

  failure.facts.retry_after = "7";
  EXPECT_THAT(ReplyTo(failure, Chat(), "r").headers, Contains(Pair("retry-after", "7")));
}

TEST(ReplyTest, AnthropicsOverloadIs503ToOthers) {
  const Reply reply =
      ReplyTo(Refusal(529, llm::v1::ANTHROPIC_MESSAGES, dialect::ErrorBody{"busy", "overloaded_error"}), Chat(), "r");

  EXPECT_EQ(reply.status, 503);
}

TEST(ReplyTest, AProviderThatNamesNoTypeHasSaidItWithItsStatus) {
  AttemptFailure failure = Refusal(429, llm::v1::BEDROCK_CONVERSE, dialect::ErrorBody{"slow", ""});
  failure.facts.error_type = "ThrottlingException";

  const Reply reply = ReplyTo(failure, Chat(), "r");

  EXPECT_THAT(reply.body, HasSubstr(R"("type":"rate_limit_error")"));
  EXPECT_THAT(reply.body, HasSubstr("ThrottlingException"));
}

TEST(ReplyTest, AMessageIsBoundedBetweenCharacters) {
  std::string message;
  while (message.size() < 9000) message += "語";

  const Reply reply =
      ReplyTo(Refusal(400, llm::v1::GEMINI, dialect::ErrorBody{message, "invalid_request_error"}), Chat(), "r");

  EXPECT_LT(reply.body.size(), 5000u);
  EXPECT_THAT(reply.body, Not(HasSubstr("\xef\xbf\xbd")));
}

}  // namespace
}  // namespace signalbox::router
