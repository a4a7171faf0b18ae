#include "common/dialect/openai_chat/estimate.h"

#include <gtest/gtest.h>

namespace signalbox::dialect::openai_chat {
namespace {

TEST(Estimate, IsAQuarterRoundedUp) {
  EXPECT_EQ(EstimateTokens(0), 0);
  EXPECT_EQ(EstimateTokens(1), 1);
  EXPECT_EQ(EstimateTokens(4), 1);
  EXPECT_EQ(EstimateTokens(5), 2);
}

TEST(Estimate, CountsCharactersOfTextPartsAndToolCallsOnly) {
  EXPECT_EQ(EstimateInputTokens(R"({"messages":[
      {"role":"user","content":"你好ab"},
      {"role":"user","content":[{"type":"text","text":"abcd"},{"type":"image_url","image_url":{"url":"data:xxxxxxxxxxxx"}}]},
      {"role":"assistant","tool_calls":[{"function":{"name":"fn","arguments":"{}"}}]}, 7]})"),
            3);
}

TEST(Estimate, IsZeroForWhatCannotBeRead) {
  EXPECT_EQ(EstimateInputTokens("{"), 0);
  EXPECT_EQ(EstimateInputTokens("[]"), 0);
  EXPECT_EQ(EstimateInputTokens(R"({"messages":{}})"), 0);
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
