#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "common/dialect/answer_collector.h"
#include "common/dialect/answer_replay.h"
#include "tests/unit/common/dialect/core/stream_script.h"

namespace signalbox::dialect {
namespace {

using Kind = StreamEvent::Kind;

llm::v1::Response EveryKindOfBlock() {
  llm::v1::Response response;
  response.set_id("r1");
  response.set_model("m");
  response.set_created(1'700'000'000);
  response.mutable_usage()->set_input(3);
  response.mutable_usage()->set_output(5);
  llm::v1::Choice& choice = *response.add_choices();
  choice.set_finish_reason(llm::v1::TOOL_CALLS);
  choice.set_native_reason("tool_use");
  llm::v1::Message& message = *choice.mutable_message();
  message.set_role(llm::v1::ASSISTANT);
  llm::v1::Thinking& thinking = *message.add_content()->mutable_thinking();
  thinking.set_id("rs_1");
  thinking.set_summary(true);
  thinking.set_text("hmm 思考");
  thinking.set_signature("sig");
  message.add_content()->mutable_thinking()->set_redacted("secret");
  llm::v1::Text& text = *message.add_content()->mutable_text();
  text.set_text("Hi 😀");
  text.add_citations()->set_url("https://example.org");
  llm::v1::ContentBlock& call = *message.add_content();
  call.mutable_tool_call()->set_id("t1");
  call.mutable_tool_call()->set_name("f");
  call.mutable_tool_call()->set_arguments_json("{\"a\":1}");
  call.set_signature("proof");
  message.add_content()->mutable_refusal()->set_text("no");
  message.add_content()->set_extra_json("{\"type\":\"server_tool_use\"}");
  return response;
}

TEST(Replay, CollectedItIsTheSameAnswer) {
  const llm::v1::Response response = EveryKindOfBlock();
  AnswerCollector collector;
  Replay(response, [&](const StreamEvent& event) { collector.Add(event); });
  const llm::v1::Response again = collector.Take();
  std::string difference;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(response, again)) << difference;
}

TEST(AnswerCollector, KeepsTheBlocksOfSeveralChoicesApart) {
  AnswerCollector collector;
  for (const StreamEvent& event :
       {testing::BlockStart(1, 0), testing::BlockStart(0, 0), testing::Delta(1, 0, "b"), testing::Delta(0, 0, "a")}) {
    collector.Add(event);
  }
  const llm::v1::Response response = collector.Take();
  ASSERT_EQ(response.choices_size(), 2);
  EXPECT_EQ(response.choices(0).message().content(0).text().text(), "a");
  EXPECT_EQ(response.choices(1).message().content(0).text().text(), "b");
}

TEST(AnswerCollector, AnAnswerThatIsTooLargeIsKeptInPartAndSaysSo) {
  AnswerCollector collector;
  const std::string half(AnswerCollector::kMaxBytes / 2 + 1, 'x');
  collector.Add(testing::BlockStart(0, 0));
  collector.Add(testing::Delta(0, 0, half));
  collector.Add(testing::Delta(0, 0, half));
  const llm::v1::Response response = collector.Take();
  EXPECT_EQ(response.choices(0).message().content(0).text().text().size(), half.size());
  EXPECT_TRUE(response.choices(0).message().partial());
}

TEST(AnswerCollector, AnAnswerThatLacksABlockSaysSo) {
  for (const int beyond : {static_cast<int>(AnswerCollector::kMaxBlocks), 2'000'000'000, -1}) {
    AnswerCollector collector;
    collector.Add(testing::BlockStart(0, 0));
    collector.Add(testing::BlockStart(0, beyond));
    const llm::v1::Response response = collector.Take();
    EXPECT_EQ(response.choices(0).message().content_size(), 1);
    EXPECT_TRUE(response.choices(0).message().partial()) << beyond;
  }
}

TEST(AnswerCollector, AnAnswerOfAsManyBlocksAsAreKeptIsWhole) {
  AnswerCollector collector;
  for (int block = 0; block < static_cast<int>(AnswerCollector::kMaxBlocks); ++block) {
    collector.Add(testing::BlockStart(0, block));
  }
  EXPECT_FALSE(collector.Take().choices(0).message().partial());
}

TEST(AnswerCollector, AbsurdIndexesAreBounded) {
  AnswerCollector collector;
  collector.Add(testing::BlockStart(1'000'000, 0));
  collector.Add(testing::BlockStart(0, 2'000'000'000));
  collector.Add(testing::Delta(0, 2'000'000'000, "x"));
  collector.Add(testing::Delta(-1, -1, "x"));
  EXPECT_LE(collector.Take().choices_size(), 1);
}

}  // namespace
}  // namespace signalbox::dialect
