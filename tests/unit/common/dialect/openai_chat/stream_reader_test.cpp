#include "common/dialect/openai_chat/stream_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/openai_chat/response.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Kind = StreamReader::Kind;

constexpr std::string_view kUsage = R"({"prompt_tokens":9,"completion_tokens":3,"total_tokens":12})";

std::string Chunk(std::string_view delta, std::string_view finish = "null", std::string_view more = "") {
  return R"({"id":"c","object":"chat.completion.chunk","model":"up","choices":[{"index":0,"delta":)" +
         std::string(delta) + ",\"finish_reason\":" + std::string(finish) + "}]" + std::string(more) + "}";
}

class StreamReaderTest : public ::testing::Test {
 protected:
  std::string Read(std::string_view data, Kind expected = Kind::kData) {
    std::string out;
    EXPECT_EQ(reader_.Read(data, out), expected) << data;
    return out;
  }

  StreamReader reader_{{.public_model = "fast", .show_usage = false, .want_answer = true}};
};

TEST_F(StreamReaderTest, RestoresTheModelAndKeepsEveryOtherByte) {
  EXPECT_EQ(Read("{ \"x\":1.0,\"model\" : \"up\\u0061\", \"choices\":[{\"delta\":{\"content\":\"你\"}}],\"y\":{} }"),
            "data: { \"x\":1.0,\"model\" : \"fast\", \"choices\":[{\"delta\":{\"content\":\"你\"}}],\"y\":{} }\n\n");
}

TEST_F(StreamReaderTest, DoesNotTouchAModelFurtherInside) {
  const std::string chunk = R"({"choices":[{"delta":{"content":"","model":"up"}}],"meta":{"model":"up"}})";
  EXPECT_EQ(Read(chunk), "data: " + chunk + "\n\n");
}

TEST_F(StreamReaderTest, KeepsAnEventWholeWhenItsDataHasLines) {
  EXPECT_EQ(Read("{\n\"model\":\r\n\"up\",\r\"choices\":[]}"),
            "data: {\ndata: \"model\":\ndata: \"fast\",\ndata: \"choices\":[]}\n\n");
}

TEST_F(StreamReaderTest, EndsWithDone) {
  EXPECT_EQ(Read("[DONE]", Kind::kDone), "data: [DONE]\n\n");
  EXPECT_EQ(Read(" [DONE] ", Kind::kDone), "data: [DONE]\n\n");
}

TEST_F(StreamReaderTest, HidesAUsageChunkNobodyAskedForButReadsIt) {
  EXPECT_EQ(Read(R"({"model":"up","choices":[],"usage":)" + std::string(kUsage) + "}"), "");
  ASSERT_TRUE(reader_.usage());
  EXPECT_EQ(reader_.usage()->input(), 9);
  EXPECT_EQ(reader_.usage()->output(), 3);
}

TEST_F(StreamReaderTest, NullsAUsageThatStandsBesideChoices) {
  EXPECT_EQ(Read(R"({"usage":)" + std::string(kUsage) + R"(,"model":"up","choices":[{"delta":{}}]})"),
            "data: {\"usage\":null,\"model\":\"fast\",\"choices\":[{\"delta\":{}}]}\n\n");
  EXPECT_TRUE(reader_.usage());
}

TEST_F(StreamReaderTest, LeavesANullUsageAndAnEmptyChunkAlone) {
  const std::string chunk = R"({"choices":[],"usage":null,"prompt_filter_results":[]})";
  EXPECT_EQ(Read(chunk), "data: " + chunk + "\n\n");
  EXPECT_FALSE(reader_.usage());
}

TEST(UsageShown, ShowsUsageThatWasAskedFor) {
  StreamReader reader({.public_model = "fast", .show_usage = true, .want_answer = false});
  const std::string chunk = R"({"choices":[],"usage":)" + std::string(kUsage) + "}";
  std::string out;

  EXPECT_EQ(reader.Read(chunk, out), Kind::kData);
  EXPECT_EQ(out, "data: " + chunk + "\n\n");
  EXPECT_TRUE(reader.usage());
}

TEST_F(StreamReaderTest, MergesUsageThatArrivesAfterTheFinish) {
  Read(Chunk(R"({"content":"Hi"})"));
  Read(Chunk("{}", "\"stop\"", ",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}"));
  EXPECT_EQ(Read(R"({"choices":[],"usage":)" + std::string(kUsage) + "}"), "");
  EXPECT_EQ(reader_.usage()->input(), 9);
  EXPECT_TRUE(reader_.finished());
}

TEST_F(StreamReaderTest, KeepsTheLastUsageThatCanBeTrue) {
  Read(R"({"choices":[],"usage":)" + std::string(kUsage) + "}");
  Read(R"({"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0}})");
  EXPECT_EQ(reader_.usage()->input(), 9);
}

TEST_F(StreamReaderTest, IsFinishedWhenEveryChoiceSeenIs) {
  EXPECT_FALSE(reader_.finished());
  Read(R"({"choices":[{"index":0,"delta":{}},{"index":1,"delta":{}}]})");
  Read(R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})");
  EXPECT_FALSE(reader_.finished());
  Read(R"({"choices":[{"index":1,"delta":{},"finish_reason":"length"}]})");
  EXPECT_TRUE(reader_.finished());
}

TEST_F(StreamReaderTest, PutsTheFirstChoiceTogetherAgain) {
  Read(Chunk(R"({"role":"assistant","content":""})"));
  Read(Chunk(R"({"reasoning_content":"hm"})"));
  Read(Chunk(R"({"reasoning_content":"m"})"));
  Read(Chunk(R"({"content":"你"})"));
  Read(R"({"choices":[{"index":1,"delta":{"content":"other"}},{"index":0,"delta":{"content":"好"}}]})");
  Read(Chunk(R"({"refusal":"no"})"));
  Read(Chunk(R"({"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":""}}]})"));
  Read(
      Chunk(R"({"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\""}}]})"));
  Read(Chunk(
      R"({"tool_calls":[{"index":0,"function":{"arguments":":1}"}},{"index":1,"id":"b","function":{"name":"g","arguments":"{}"}}]})"));

  const llm::v1::Message answer = reader_.TakeAnswer();
  ASSERT_EQ(answer.content_size(), 5);
  EXPECT_EQ(answer.role(), llm::v1::ASSISTANT);
  EXPECT_FALSE(answer.partial());
  EXPECT_EQ(answer.content(0).thinking().text(), "hmm");
  EXPECT_EQ(answer.content(1).text().text(), "你好");
  EXPECT_EQ(answer.content(2).refusal().text(), "no");
  EXPECT_EQ(answer.content(3).tool_call().id(), "a");
  EXPECT_EQ(answer.content(3).tool_call().arguments_json(), "{\"x\":1}");
  EXPECT_EQ(answer.content(4).tool_call().id(), "b");
  EXPECT_EQ(answer.content(4).tool_call().name(), "g");
  EXPECT_EQ(answer.content(4).tool_call().arguments_json(), "{}");
}

TEST_F(StreamReaderTest, TellsCallsWithoutIndexApartByTheirId) {
  Read(Chunk(R"({"tool_calls":[{"id":"a","function":{"name":"f","arguments":"1"}}]})"));
  Read(Chunk(R"({"tool_calls":[{"function":{"arguments":"2"}}]})"));
  Read(Chunk(R"({"tool_calls":[{"id":"b","function":{"name":"g","arguments":"3"}}]})"));

  const llm::v1::Message answer = reader_.TakeAnswer();
  ASSERT_EQ(answer.content_size(), 2);
  EXPECT_EQ(answer.content(0).tool_call().arguments_json(), "12");
  EXPECT_EQ(answer.content(1).tool_call().arguments_json(), "3");
}

TEST_F(StreamReaderTest, BoundsTheAnswerAndMarksItPartial) {
  const std::string mebibyte(1 << 20, 'x');
  for (int i = 0; i < 10; ++i) Read(Chunk("{\"content\":\"" + mebibyte + "\"}"));

  const llm::v1::Message answer = reader_.TakeAnswer();
  EXPECT_TRUE(answer.partial());
  EXPECT_LE(answer.content(0).text().text().size(), AnswerBuilder::kMaxBytes);
}

TEST_F(StreamReaderTest, CountsCharactersOfAllChoices) {
  Read(R"({"choices":[{"index":0,"delta":{"content":"你好\n"}},{"index":1,"delta":{"reasoning_content":"ab"}}]})");
  Read(Chunk(R"({"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{\"a\":1}"}}]})"));
  EXPECT_EQ(reader_.generated_characters(), 3 + 2 + 7);
}

TEST_F(StreamReaderTest, YieldsAProvidersErrorAsOneErrorEvent) {
  EXPECT_EQ(
      Read(R"({"error":{"message":"overloaded","type":"server_error","code":529,"x":1}})", Kind::kError),
      "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"param\":null,\"code\":\"529\"}}\n\n");
  EXPECT_EQ(Read(R"({"error":"boom","model":"up"})", Kind::kError),
            "data: {\"error\":{\"message\":\"boom\",\"type\":\"api_error\",\"param\":null,\"code\":null}}\n\n");
}

TEST_F(StreamReaderTest, ANullErrorIsNone) {
  EXPECT_NE(Read(R"({"error":null,"choices":[{"delta":{}}]})"), "");
}

TEST_F(StreamReaderTest, KnowsGarbageAndYieldsNothingOfIt) {
  EXPECT_EQ(Read("{\"choices\":[", Kind::kGarbage), "");
  EXPECT_EQ(Read("", Kind::kGarbage), "");
  EXPECT_EQ(Read("[]", Kind::kGarbage), "");
  EXPECT_EQ(Read("<html>", Kind::kGarbage), "");
}

TEST_F(StreamReaderTest, SurvivesFieldsOfTheWrongType) {
  for (const auto* chunk :
       {R"({"choices":7})", R"({"choices":[7,null]})", R"({"choices":[{"index":-1,"delta":{}}]})",
        R"({"choices":[{"index":99999,"delta":[]}]})", R"({"choices":[{"delta":{"tool_calls":[7,{"function":7}]}}]})",
        R"({"choices":[{"delta":{"content":{}}}],"usage":7,"model":7})"}) {
    Read(chunk);
  }
  EXPECT_FALSE(reader_.usage());
  EXPECT_EQ(reader_.generated_characters(), 0);
}

TEST_F(StreamReaderTest, AStreamPutTogetherEqualsThePlainAnswer) {
  Read(Chunk(R"({"role":"assistant","content":"A","reasoning_content":"T"})"));
  Read(Chunk(R"({"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]})"));
  const auto plain = ReadResponse(
      R"({"choices":[{"message":{"role":"assistant","content":"A","reasoning_content":"T","annotations":[],
          "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}}]})",
      "m", true);

  ASSERT_TRUE(plain.ok());
  EXPECT_EQ(reader_.TakeAnswer().SerializeAsString(), plain->answer.SerializeAsString());
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
