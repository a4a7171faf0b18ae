#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/dialect/gemini/fixtures.h"
#include "tests/unit/common/dialect/gemini/stream_text.h"

namespace signalbox::dialect::gemini {
namespace {

using Kind = StreamEvent::Kind;
using ::testing::ElementsAre;

std::vector<Told> ToldOf(const std::string& name) {
  return Decoded(Fixture("streams/" + name + ".sse"), 1 << 20);
}

bool Has(const std::vector<Told>& told, Kind kind) {
  return std::any_of(told.begin(), told.end(), [&](const Told& event) { return event.kind == kind; });
}

std::string Joined(const std::vector<Told>& told, BlockType type) {
  std::string text;
  for (const Told& event : told) {
    if (event.kind == Kind::kDelta && event.type == type) text += event.text;
  }
  return text;
}

TEST(GeminiStreamDecoder, EverySplitOfTheBytesTellsTheSame) {
  for (const auto& path : Fixtures("streams")) {
    SCOPED_TRACE(path.filename());
    const std::string stream = ReadFixture(path);
    const std::vector<Told> whole = Decoded(stream, stream.size());

    for (const std::size_t size : {1, 2, 3, 5, 7, 11, 64, 333}) EXPECT_EQ(Decoded(stream, size), whole);
  }
}

TEST(GeminiStreamDecoder, ARunOfWordsIsOneBlock) {
  const std::vector<Told> told = ToldOf("text");

  EXPECT_EQ(Joined(told, BlockType::kText), "Hello 世界 👋");
  EXPECT_EQ(std::count_if(told.begin(), told.end(), [](const Told& e) { return e.kind == Kind::kBlockStart; }), 1);
  ASSERT_GE(told.size(), 3U);
  EXPECT_EQ(told.front().kind, Kind::kStart);
  EXPECT_EQ(told[told.size() - 3].kind, Kind::kBlockEnd);
  EXPECT_EQ(told[told.size() - 2].finish, llm::v1::STOP);
  EXPECT_EQ(told.back().kind, Kind::kEnd);
}

TEST(GeminiStreamDecoder, ThoughtsWordsAndCallsAreBlocksOfTheirOwn) {
  const llm::v1::Response answer = Collected(Fixture("streams/thinking_tools.sse"));

  ASSERT_EQ(answer.choices_size(), 1);
  const auto& content = answer.choices(0).message().content();
  ASSERT_EQ(content.size(), 4);
  EXPECT_EQ(content[0].thinking().text(), "**Plan** more");
  EXPECT_TRUE(content[0].thinking().summary());
  EXPECT_EQ(content[1].text().text(), "Let me look.");
  EXPECT_EQ(content[2].tool_call().id(), "call_sb_Rid_1_0");
  EXPECT_EQ(content[2].tool_call().arguments_json(), R"({"city": "Paris"})");
  EXPECT_EQ(content[2].signature(), "c2ln");
  EXPECT_EQ(content[3].tool_call().id(), "q1");
  EXPECT_EQ(answer.choices(0).finish_reason(), llm::v1::TOOL_CALLS);
  EXPECT_EQ(answer.choices(0).native_reason(), "STOP");
  EXPECT_EQ(answer.usage().input(), 12);
  EXPECT_EQ(answer.usage().input_cached(), 8);
  EXPECT_EQ(answer.usage().output(), 12);
  EXPECT_EQ(answer.usage().output_reasoning(), 30);
}

TEST(GeminiStreamDecoder, ASignatureWithoutWordsBelongsToTheWordsBeforeIt) {
  const llm::v1::Response answer = Collected(Fixture("streams/signature_last.sse"));

  ASSERT_EQ(answer.choices(0).message().content_size(), 1);
  EXPECT_EQ(answer.choices(0).message().content(0).text().text(), "Yes");
  EXPECT_EQ(answer.choices(0).message().content(0).signature(), "QUJD");
  EXPECT_EQ(answer.usage().output(), 1);  // It came behind the finish.
}

TEST(GeminiStreamDecoder, AWithheldAnswerAndARefusedPromptAreFiltered) {
  EXPECT_EQ(Collected(Fixture("streams/safety.sse")).choices(0).finish_reason(), llm::v1::CONTENT_FILTER);
  const llm::v1::Response blocked = Collected(Fixture("streams/blocked.sse"));
  EXPECT_EQ(blocked.choices(0).finish_reason(), llm::v1::CONTENT_FILTER);
  EXPECT_EQ(blocked.choices(0).native_reason(), "SAFETY");
}

TEST(GeminiStreamDecoder, AnErrorEndsItWithoutAnEnd) {
  const std::vector<Told> told = ToldOf("error");

  EXPECT_EQ(told.back().kind, Kind::kError);
  EXPECT_THAT(told.back().extra, ::testing::HasSubstr("The model is overloaded"));
  EXPECT_FALSE(Has(told, Kind::kEnd));
}

TEST(GeminiStreamDecoder, AStreamThatEndsBeforeItsFinishHasNoEnd) {
  const std::string stream = Fixture("streams/text.sse");
  const std::vector<Told> told = Decoded(stream.substr(0, stream.find("STOP") - 60), 1 << 20);

  EXPECT_EQ(Joined(told, BlockType::kText), "Hello 世界 👋");
  EXPECT_FALSE(Has(told, Kind::kEnd));
  EXPECT_FALSE(Has(told, Kind::kFinish));
}

TEST(GeminiStreamDecoder, CandidatesAreToldApart) {
  const llm::v1::Response answer = Collected(Fixture("streams/two_candidates.sse"));

  ASSERT_EQ(answer.choices_size(), 2);
  EXPECT_EQ(answer.choices(0).message().content(0).text().text(), "Aa");
  EXPECT_EQ(answer.choices(1).message().content(0).text().text(), "Bb");
}

TEST(GeminiStreamDecoder, WhatIsNoEventBreaksTheStream) {
  const auto refused = [](std::string_view data) {
    return !GeminiCodec().NewStreamDecoder()->Decode({.type = {}, .data = data}, [](const StreamEvent&) {}).ok();
  };

  EXPECT_TRUE(refused("not JSON"));
  EXPECT_TRUE(refused("[1]"));
  EXPECT_TRUE(refused(R"({"candidates":{}})"));
  EXPECT_TRUE(refused(R"({"candidates":[{"content":{"parts":[{"text":1}]}}]})"));
  EXPECT_TRUE(refused(R"({"candidates":[{"index":128}]})"));
}

TEST(GeminiStreamMirror, PassesTheBytesWithThePublicName) {
  const auto mirror = GeminiCodec().NewStreamMirror({.public_model = "fast"});
  std::string out;
  std::vector<Kind> kinds;
  const auto tell = [&](const StreamEvent& event) { kinds.push_back(event.kind); };

  ASSERT_TRUE(mirror
                  ->Read({.type = {},
                          .data = R"({"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}], )"
                                  R"("modelVersion":"gemini-2.5-flash","n":1.0})"},
                         out, tell)
                  .ok());
  mirror->End(out, tell);

  EXPECT_EQ(out,
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"}], "
            "\"modelVersion\":\"fast\",\"n\":1.0}\n\n");
  EXPECT_THAT(kinds,
              ElementsAre(Kind::kStart, Kind::kBlockStart, Kind::kDelta, Kind::kBlockEnd, Kind::kFinish, Kind::kEnd));
}

}  // namespace
}  // namespace signalbox::dialect::gemini
