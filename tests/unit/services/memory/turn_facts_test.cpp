#include "services/memory/rpc/turn_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signalbox::memory {
namespace {

using testing::ElementsAre;

llm::v1::Message Of(llm::v1::Role role) {
  llm::v1::Message message;
  message.set_role(role);
  return message;
}

TEST(TurnFactsTest, CountsFourTokensForAMessageAndOneForEachFourBytesBegun) {
  llm::v1::Message message = Of(llm::v1::USER);
  EXPECT_EQ(FactsOf(message).tokens, 4);
  message.add_content()->mutable_text()->set_text("12345");
  EXPECT_EQ(FactsOf(message).tokens, 6);
}

TEST(TurnFactsTest, CountsToolCallsAndNestedResultsAsText) {
  llm::v1::Message message = Of(llm::v1::ASSISTANT);
  auto& call = *message.add_content()->mutable_tool_call();
  call.set_name("find");
  call.set_arguments_json("{\"q\":1}1");
  message.add_content()->mutable_tool_result()->add_content()->mutable_text()->set_text("12345678");
  EXPECT_EQ(FactsOf(message).tokens, 4 + 1 + 2 + 2);
}

TEST(TurnFactsTest, CountsAnAttachmentByItsSizeButNeverLessThanAThousand) {
  llm::v1::Message message = Of(llm::v1::USER);
  auto& image = *message.add_content()->mutable_image();
  image.set_url("https://example.com/cat.png");
  EXPECT_EQ(FactsOf(message).tokens, 4 + 1000);
  image.set_content(std::string(2 * 1024 * 1024, 'x'));
  EXPECT_EQ(FactsOf(message).tokens, 4 + 2048);
}

TEST(TurnFactsTest, NamesCallsAndAnswers) {
  llm::v1::Message message = Of(llm::v1::USER);
  message.add_content()->mutable_tool_call()->set_id("a");
  message.add_content()->mutable_tool_result()->set_tool_call_id("b");

  const TurnFacts facts = FactsOf(message);
  EXPECT_THAT(facts.calls, ElementsAre("a"));
  EXPECT_THAT(facts.answers, ElementsAre("b"));
}

TEST(TurnFactsTest, KnowsWhoSpeaks) {
  EXPECT_EQ(FactsOf(Of(llm::v1::USER)).speaker, Speaker::kUser);
  EXPECT_EQ(FactsOf(Of(llm::v1::ASSISTANT)).speaker, Speaker::kAssistant);
  EXPECT_EQ(FactsOf(Of(llm::v1::TOOL)).speaker, Speaker::kTool);
  EXPECT_EQ(FactsOf(Of(llm::v1::SYSTEM)).speaker, Speaker::kInstructions);
  EXPECT_EQ(FactsOf(Of(llm::v1::DEVELOPER)).speaker, Speaker::kInstructions);
}

TEST(TurnFactsTest, AreTheSameFromSerializedBytes) {
  llm::v1::Message message = Of(llm::v1::USER);
  message.add_content()->mutable_text()->set_text("hello");

  EXPECT_EQ(ReadFacts(message.SerializeAsString())->tokens, FactsOf(message).tokens);
  EXPECT_EQ(ReadFacts("\xFF").status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace signalbox::memory
