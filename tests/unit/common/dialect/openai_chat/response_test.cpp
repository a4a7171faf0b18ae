#include "common/dialect/openai_chat/response.h"

#include <gtest/gtest.h>

#include "tests/unit/common/dialect/openai_chat/status_of.h"

namespace signalbox::dialect::openai_chat {
namespace {

TEST(MirrorResponse, RestoresTheModelAndKeepsEveryOtherByte) {
  const std::string body =
      "{ \"id\":\"chatcmpl-1\",\"model\" : \"gpt-4o-2024\", "
      "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
      "\"content\":\"你好\"},\"logprobs\":null}],\"x\":1.0}\n";
  std::string expected = body;
  expected.replace(expected.find("gpt-4o-2024"), 11, "fast");

  const auto response = MirrorResponse(body, "fast", false);
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->body, expected);
  EXPECT_FALSE(response->usage);
  EXPECT_EQ(response->answer.content_size(), 0);
}

TEST(MirrorResponse, ReadsUsageAndTheFirstChoice) {
  const auto response = MirrorResponse(
      R"({"choices":[{"message":{"role":"assistant","content":"A","reasoning_content":"T","refusal":null,
          "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},
                        {"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]}},
          {"message":{"content":"B"}}],
          "usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4}}})",
      "m", true);

  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->usage->input(), 6);
  EXPECT_EQ(response->usage->input_cached(), 4);
  const llm::v1::Message& answer = response->answer;
  ASSERT_EQ(answer.content_size(), 4);
  EXPECT_EQ(answer.role(), llm::v1::ASSISTANT);
  EXPECT_EQ(answer.content(0).thinking().text(), "T");
  EXPECT_EQ(answer.content(1).text().text(), "A");
  EXPECT_EQ(answer.content(2).tool_call().id(), "c1");
  EXPECT_EQ(answer.content(2).tool_call().arguments_json(), "{\"x\":1}");
  EXPECT_EQ(answer.content(3).tool_call().name(), "g");
}

TEST(MirrorResponse, RefusesWhatIsNoCompletion) {
  EXPECT_NE(RefusalOf(MirrorResponse("<html>", "m", false)), "");
  EXPECT_NE(RefusalOf(MirrorResponse("[]", "m", false)), "");
  EXPECT_NE(RefusalOf(MirrorResponse(R"({"error":{"message":"x"}})", "m", false)), "");
  EXPECT_NE(RefusalOf(MirrorResponse(R"({"choices":{}})", "m", false)), "");
}

TEST(MirrorResponse, AcceptsAnAnswerWithoutChoicesOrMessage) {
  EXPECT_TRUE(MirrorResponse(R"({"choices":[]})", "m", true).ok());
  EXPECT_TRUE(MirrorResponse(R"({"choices":[{}]})", "m", true).ok());
  EXPECT_TRUE(MirrorResponse(R"({"choices":[null]})", "m", true).ok());
}

TEST(Response, ChoicesThatAreNotCountedAreToldApartByTheirPlaces) {
  const auto response =
      DecodeResponse(R"({"choices":[{"index":0,"message":{"content":"a"}},{"index":0,"message":{"content":"b"}}]})");
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->choices(0).index(), 0);
  EXPECT_EQ(response->choices(1).index(), 1);
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
