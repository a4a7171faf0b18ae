#include "common/dialect/detect.h"

#include <gtest/gtest.h>

namespace signalbox::dialect {
namespace {

TEST(DetectDialect, SystemIsAnthropics) {
  EXPECT_EQ(DetectDialect(R"({"model":"gpt-4","system":"s","messages":[]})"), llm::v1::ANTHROPIC_MESSAGES);
}

TEST(DetectDialect, MessagesAreAChatUnlessForClaude) {
  EXPECT_EQ(DetectDialect(R"({"model":"gpt-4","messages":[]})"), llm::v1::OPENAI_CHAT);
  EXPECT_EQ(DetectDialect(R"({"messages":[],"prompt":"x"})"), llm::v1::OPENAI_CHAT);
  EXPECT_EQ(DetectDialect(R"({"model":"Claude-3","messages":[]})"), llm::v1::ANTHROPIC_MESSAGES);
}

TEST(DetectDialect, APromptIsACompletionWhateverTheModel) {
  EXPECT_EQ(DetectDialect(R"({"model":"claude-3","prompt":"x"})"), llm::v1::OPENAI_COMPLETIONS);
  EXPECT_EQ(DetectDialect(R"({"prompt":7})"), llm::v1::OPENAI_COMPLETIONS);
}

TEST(DetectDialect, WhatSaysNothingIsUnknown) {
  for (const char* body : {"", "[]", "{}", "{\"model\":\"gpt-4\"}", "\xff"}) {
    EXPECT_EQ(DetectDialect(body), llm::v1::DIALECT_UNSPECIFIED) << body;
  }
}

}  // namespace
}  // namespace signalbox::dialect
