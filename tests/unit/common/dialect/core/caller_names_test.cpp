#include "common/dialect/caller_names.h"

#include <gtest/gtest.h>

namespace signalbox::dialect {
namespace {

TEST(CallerNames, ASettingIsCalledWhatItsCallerCallsIt) {
  EXPECT_EQ(NameOf(llm::v1::OPENAI_CHAT, Setting::kStop), "stop");
  EXPECT_EQ(NameOf(llm::v1::OPENAI_COMPLETIONS, Setting::kStop), "stop");
  EXPECT_EQ(NameOf(llm::v1::ANTHROPIC_MESSAGES, Setting::kStop), "stop_sequences");
  EXPECT_EQ(NameOf(llm::v1::GEMINI, Setting::kStop), "generationConfig.stopSequences");
  EXPECT_EQ(NameOf(llm::v1::OPENAI_RESPONSES, Setting::kEffort), "reasoning.effort");
  EXPECT_EQ(NameOf(llm::v1::GEMINI, Setting::kToolChoice), "toolConfig.functionCallingConfig");
  EXPECT_EQ(NameOf(llm::v1::GEMINI, Setting::kServiceTier), "serviceTier");
  EXPECT_EQ(NameOf(llm::v1::OPENAI_RESPONSES, Setting::kMessages), "input");
}

TEST(CallerNames, ADialectWithoutTheFieldIsToldOpenAisName) {
  EXPECT_EQ(NameOf(llm::v1::ANTHROPIC_MESSAGES, Setting::kSeed), "seed");
  EXPECT_EQ(NameOf(llm::v1::GEMINI, Setting::kUser), "user");
  EXPECT_EQ(NameOf(llm::v1::DIALECT_UNSPECIFIED, Setting::kThinkingBudget), "reasoning_effort");
}

TEST(CallerNames, WhatStandsWithinABlockIsCalledSo) {
  EXPECT_EQ(ArgumentsPath(llm::v1::OPENAI_CHAT), ".function.arguments");
  EXPECT_EQ(ArgumentsPath(llm::v1::OPENAI_RESPONSES), ".arguments");
  EXPECT_EQ(ArgumentsPath(llm::v1::ANTHROPIC_MESSAGES), ".input");
  EXPECT_EQ(ArgumentsPath(llm::v1::GEMINI), ".functionCall.args");
  EXPECT_EQ(SignaturePath(llm::v1::GEMINI), ".thoughtSignature");
  EXPECT_EQ(FilenamePath(llm::v1::ANTHROPIC_MESSAGES), ".title");
  EXPECT_EQ(DetailPath(llm::v1::OPENAI_CHAT), ".image_url.detail");
  EXPECT_EQ(StrictPath(llm::v1::OPENAI_CHAT), ".function.strict");
  EXPECT_EQ(ToolPath(3), "tools[3]");
}

}  // namespace
}  // namespace signalbox::dialect
