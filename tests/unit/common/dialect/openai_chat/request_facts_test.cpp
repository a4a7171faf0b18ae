#include "common/dialect/openai_chat/request_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/dialect/openai_chat/status_of.h"

namespace signalbox::dialect::openai_chat {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string With(std::string_view more) {
  std::string body = R"({"model":"m","messages":[{"role":"user","content":"x"}])";
  if (!more.empty()) body += ",";
  body += more;
  return body + "}";
}

RequestFacts FactsOf(std::string_view more) {
  const auto facts = ScanRequest(With(more));
  EXPECT_TRUE(facts.ok()) << facts.status();
  return facts.ok() ? *facts : RequestFacts{};
}

std::string Refusal(std::string_view more) {
  return RefusalOf(ScanRequest(With(more)));
}

TEST(ScanRequest, ReadsEveryFact) {
  const RequestFacts facts = FactsOf(
      R"("stream":true,"stream_options":{"include_usage":true},"max_tokens":9,"n":3,"session_id":"s","user":"u")");

  EXPECT_EQ(facts.model, "m");
  EXPECT_TRUE(facts.stream);
  EXPECT_TRUE(facts.include_usage);
  EXPECT_EQ(facts.max_output_tokens, 9);
  EXPECT_EQ(facts.choices, 3);
  EXPECT_EQ(facts.session_id, "s");
  EXPECT_EQ(facts.user, "u");
}

TEST(ScanRequest, HasDefaultsForWhatIsAbsentOrNull) {
  for (const auto* more :
       {"", R"("stream":null,"stream_options":null,"max_tokens":null,"n":null,"session_id":null,"user":null)"}) {
    const RequestFacts facts = FactsOf(more);
    EXPECT_FALSE(facts.stream);
    EXPECT_FALSE(facts.include_usage);
    EXPECT_EQ(facts.max_output_tokens, std::nullopt);
    EXPECT_EQ(facts.choices, 1);
    EXPECT_EQ(facts.session_id, "");
    EXPECT_EQ(facts.user, "");
  }
}

TEST(ScanRequest, PrefersTheNewerNameOfABound) {
  EXPECT_EQ(FactsOf(R"("max_output_tokens":3,"max_tokens":2,"max_completion_tokens":1)").max_output_tokens, 1);
  EXPECT_EQ(FactsOf(R"("max_output_tokens":3,"max_tokens":2)").max_output_tokens, 2);
  EXPECT_EQ(FactsOf(R"("max_output_tokens":3)").max_output_tokens, 3);
  EXPECT_EQ(FactsOf(R"("max_completion_tokens":null,"max_tokens":2)").max_output_tokens, 2);
}

TEST(ScanRequest, PrefersConversationIdToSessionId) {
  EXPECT_EQ(FactsOf(R"("session_id":"s","conversation_id":"c")").session_id, "c");
  EXPECT_EQ(FactsOf(R"("session_id":"s","conversation_id":"")").session_id, "s");
}

TEST(ScanRequest, CutsTheUserAtACharacter) {
  std::string user = "u";
  while (user.size() < 300) user += "用";
  const std::string got = FactsOf("\"user\":\"" + user + "\"").user;
  EXPECT_EQ(got.size(), 256u);
  EXPECT_THAT(user, StartsWith(got));
}

TEST(ScanRequest, NamesTheFieldThatIsWrong) {
  EXPECT_THAT(RefusalOf(ScanRequest(R"({"messages":[1]})")), StartsWith("model|"));
  EXPECT_THAT(RefusalOf(ScanRequest(R"({"model":"","messages":[1]})")), StartsWith("model|"));
  EXPECT_THAT(RefusalOf(ScanRequest(R"({"model":7,"messages":[1]})")), StartsWith("model|"));
  EXPECT_THAT(RefusalOf(ScanRequest(R"({"model":"m"})")), StartsWith("messages|"));
  EXPECT_THAT(RefusalOf(ScanRequest(R"({"model":"m","messages":[]})")), StartsWith("messages|"));
  EXPECT_THAT(RefusalOf(ScanRequest(R"({"model":"m","messages":"hi"})")), StartsWith("messages|"));
  EXPECT_THAT(Refusal(R"("stream":1)"), StartsWith("stream|"));
  EXPECT_THAT(Refusal(R"("stream_options":[])"), StartsWith("stream_options|"));
  EXPECT_THAT(Refusal(R"("stream_options":{"include_usage":"yes"})"), StartsWith("stream_options.include_usage|"));
  EXPECT_THAT(Refusal(R"("max_tokens":1.5)"), StartsWith("max_tokens|"));
  EXPECT_THAT(Refusal(R"("max_tokens":-1)"), StartsWith("max_tokens|"));
  EXPECT_THAT(Refusal(R"("max_completion_tokens":99999999999)"), StartsWith("max_completion_tokens|"));
  EXPECT_THAT(Refusal(R"("n":0)"), StartsWith("n|"));
  EXPECT_THAT(Refusal(R"("n":129)"), StartsWith("n|"));
  EXPECT_THAT(Refusal(R"("user":{})"), StartsWith("user|"));
  EXPECT_THAT(Refusal(R"("conversation_id":5)"), StartsWith("conversation_id|"));
  EXPECT_THAT(Refusal("\"session_id\":\"" + std::string(257, 's') + "\""), StartsWith("session_id|"));
}

TEST(ScanRequest, BoundsTheModelNameInCharacters) {
  const auto body = [](int count) {
    std::string model;
    for (int i = 0; i < count; ++i) model += "模";
    return "{\"model\":\"" + model + "\",\"messages\":[1]}";
  };
  EXPECT_TRUE(ScanRequest(body(256)).ok());
  EXPECT_THAT(RefusalOf(ScanRequest(body(257))), StartsWith("model|"));
}

TEST(ScanRequest, RefusesAFieldGivenTwiceHoweverItIsSpelled) {
  EXPECT_THAT(Refusal(R"("model":"other")"), StartsWith("model|"));
  EXPECT_THAT(Refusal(R"("mod\u0065l":"other")"), StartsWith("model|"));
  EXPECT_THAT(Refusal(R"("stream_options":{"include_usage":true,"include_usage":false})"),
              StartsWith("stream_options.include_usage|"));
}

TEST(ScanRequest, SaysWhereABodyStopsBeingJson) {
  EXPECT_THAT(RefusalOf(ScanRequest("{\"model\":\"m\",")), HasSubstr("byte"));
  EXPECT_THAT(RefusalOf(ScanRequest("")), HasSubstr("byte 0"));
  EXPECT_THAT(RefusalOf(ScanRequest("[]")), HasSubstr("must be a JSON object"));
  EXPECT_THAT(Refusal("\"x\":tru"), HasSubstr("unexpected token"));
  EXPECT_THAT(Refusal("\"x\":\"\xff\""), HasSubstr("not UTF-8"));
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
