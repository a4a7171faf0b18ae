// Every malformed body has a defined answer.

#include <string>

#include <gtest/gtest.h>

#include "common/dialect/openai_chat/chat_codec.h"
#include "tests/unit/common/dialect/openai_chat/status_of.h"

namespace signalbox::dialect::openai_chat {
namespace {

std::string Body(std::string_view more) {
  return R"({"model":"m","messages":[{"role":"user","content":"x"}],)" + std::string(more) + "}";
}

bool Refused(const std::string& body) {
  const bool scan = !ChatCodec().ScanRequest(body).ok();
  const bool edit = !ChatCodec().EditRequest(body, {.model = "x"}).ok();
  const bool decode = !ChatCodec().DecodeRequest(body).ok();
  EXPECT_TRUE(scan == edit && edit == decode) << body.substr(0, 80);
  return scan;
}

TEST(BadInput, NestingOfAThousandIsRefused) {
  EXPECT_TRUE(Refused(Body("\"x\":" + std::string(1000, '[') + std::string(1000, ']'))));
  EXPECT_FALSE(Refused(Body("\"x\":" + std::string(120, '[') + std::string(120, ']'))));
}

TEST(BadInput, WhatIsNotUtf8IsRefused) {
  EXPECT_TRUE(Refused(Body("\"x\":\"\xff\"")));
  EXPECT_TRUE(Refused(Body("\"x\":\"\xed\xa0\x80\"")));
}

TEST(BadInput, ANameGivenTwiceIsRefused) {
  EXPECT_TRUE(Refused(Body(R"("stop":"a","st\u006fp":"b")")));
}

TEST(BadInput, NumbersBeyondEveryRangeAreKeptOrNamed) {
  EXPECT_EQ(RefusalOf(ChatCodec().ScanRequest(Body(R"("max_tokens":1e999)"))),
            "max_tokens|max_tokens: expected an integer");
  const auto decoded = ChatCodec().DecodeRequest(Body(R"("seed":123456789012345678901234567890,"temperature":1e999)"));
  ASSERT_TRUE(decoded.ok());
  EXPECT_FALSE(decoded->sampling().has_seed());
  EXPECT_EQ(decoded->extra_json(), R"({"seed":123456789012345678901234567890,"temperature":1e999})");
}

TEST(BadInput, ALoneSurrogateBecomesTheReplacementCharacter) {
  const auto decoded = ChatCodec().DecodeRequest(R"({"model":"m","messages":[{"role":"user","content":"\ud83d"}]})");
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->messages(0).content(0).text().text(), "\uFFFD");
}

TEST(BadInput, AnswersThatAreNoneAreRefused) {
  for (const char* body : {"", "null", "[]", "{}", R"({"choices":7})", R"({"choices":[7]})", R"({"choices":[{}]})",
                           R"({"choices":[{"message":{"content":"a","content":"b"}}]})"}) {
    EXPECT_FALSE(ChatCodec().DecodeResponse(body).ok()) << body;
  }
}

TEST(BadInput, ASessionIdThatIsTooLongIsNamed) {
  EXPECT_EQ(RefusalOf(ChatCodec().DecodeRequest(Body("\"session_id\":\"" + std::string(257, 'x') + "\""))),
            "session_id|session_id: longer than 256 bytes");
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
