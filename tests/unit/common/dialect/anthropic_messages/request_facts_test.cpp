#include <gtest/gtest.h>

#include "tests/unit/common/dialect/anthropic_messages/support.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

constexpr std::string_view kRest = R"("messages":[{"role":"user","content":"Hi"}]})";

std::string Body(std::string_view fields) {
  std::string body = "{";
  body += fields;
  body += kRest;
  return body;
}

TEST(RequestFacts, AreWhatTheBodySays) {
  const auto facts = TheCodec().ScanRequest(
      Body(R"("model":"claude","stream":true,"max_tokens":77,"metadata":{"user_id":"u1"},"conversation_id":"c",)"));

  ASSERT_TRUE(facts.ok()) << facts.status();
  EXPECT_EQ(facts->model, "claude");
  EXPECT_TRUE(facts->stream);
  EXPECT_EQ(facts->max_output_tokens, 77);
  EXPECT_EQ(facts->choices, 1);
  EXPECT_EQ(facts->user, "u1");
  EXPECT_EQ(facts->session_id, "c");
}

TEST(RequestFacts, TakeNullAsAbsentAndNeedNoBound) {
  const auto facts =
      TheCodec().ScanRequest(Body(R"("model":"m","stream":null,"max_tokens":null,"metadata":null,"session_id":"s",)"));

  ASSERT_TRUE(facts.ok()) << facts.status();
  EXPECT_FALSE(facts->stream);
  EXPECT_EQ(facts->max_output_tokens, std::nullopt);
  EXPECT_EQ(facts->user, "");
  EXPECT_EQ(facts->session_id, "s");
}

TEST(RequestFacts, CutTheUserBetweenCharacters) {
  std::string user;
  while (user.size() < kMaxUserBytes) user += "用";
  const auto facts = TheCodec().ScanRequest(Body(R"("model":"m","metadata":{"user_id":")" + user + "\"},"));

  ASSERT_TRUE(facts.ok());
  EXPECT_EQ(facts->user, user.substr(0, kMaxUserBytes / 3 * 3));
}

TEST(RequestFacts, NameTheFieldThatIsWrong) {
  const auto refusal = [](std::string_view fields) { return RefusalOf(TheCodec().ScanRequest(Body(fields))); };

  EXPECT_EQ(refusal(""), "model|model: required");
  EXPECT_EQ(refusal(R"("model":"",)"), "model|model: must not be empty");
  EXPECT_EQ(refusal(R"("model":7,)"), "model|model: expected a string");
  EXPECT_EQ(refusal(R"("model":"m","stream":1,)"), "stream|stream: expected true or false");
  EXPECT_EQ(refusal(R"("model":"m","max_tokens":1.5,)"), "max_tokens|max_tokens: expected an integer");
  EXPECT_EQ(refusal(R"("model":"m","max_tokens":-1,)"), "max_tokens|max_tokens: expected 0 to 1000000000");
  EXPECT_EQ(refusal(R"("model":"m","max_tokens":99999999999999999999,)"), "max_tokens|max_tokens: expected an integer");
  EXPECT_EQ(refusal(R"("model":"m","metadata":[],)"), "metadata|metadata: expected an object");
  EXPECT_EQ(refusal(R"("model":"m","metadata":{"user_id":1},)"),
            "metadata.user_id|metadata.user_id: expected a string");
  EXPECT_EQ(refusal(R"("model":"m","model":"n",)"), "model|model: given twice");
  EXPECT_EQ(RefusalOf(TheCodec().ScanRequest(R"({"model":"m","messages":[]})")),
            "messages|messages: must not be empty");
  EXPECT_EQ(RefusalOf(TheCodec().ScanRequest("[]")), "|the body must be a JSON object");
}

}  // namespace
}  // namespace signalbox::dialect::anthropic_messages
