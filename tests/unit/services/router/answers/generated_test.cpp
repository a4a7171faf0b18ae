#include "services/router/answers/generated.h"

#include <gtest/gtest.h>

namespace signalbox::router {
namespace {

TEST(GeneratedTextTest, WordsThatComeInPiecesAreCountedTogether) {
  GeneratedText text("gpt-4o");

  for (const char* piece : {"To t", "he s", "ea"}) text.Add(false, piece);

  EXPECT_EQ(text.Count().visible, 3);
  EXPECT_EQ(text.Count().visible, 3) << "counting again must not count twice";
}

TEST(GeneratedTextTest, ThoughtsAreCountedApart) {
  GeneratedText text("gpt-4o");

  text.Add(true, "To the sea");
  text.Add(false, "sea");

  EXPECT_EQ(text.Count().reasoning, 3);
  EXPECT_EQ(text.Count().visible, 1);
}

TEST(GeneratedTextTest, LongTextsAreCountedOnTheWay) {
  GeneratedText text("gpt-4o");
  const std::string words = " sea sea sea sea sea sea sea sea";
  const std::int64_t times = 4 * GeneratedText::kMaxWaiting / words.size();

  for (std::int64_t i = 0; i < times; ++i) text.Add(false, words);

  EXPECT_EQ(text.Count().visible, 8 * times);
}

TEST(CountTokensTest, OfAMessageThoughtsAreCountedApart) {
  llm::v1::Message message;
  message.add_content()->mutable_thinking()->set_text("To the sea");
  message.add_content()->mutable_text()->set_text("sea");

  const GeneratedTokens tokens = CountTokens("gpt-4o", message);

  EXPECT_EQ(tokens.reasoning, 3);
  EXPECT_EQ(tokens.visible, 1);
}

}  // namespace
}  // namespace signalbox::router
