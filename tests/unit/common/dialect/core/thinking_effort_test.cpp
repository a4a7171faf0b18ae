#include "common/dialect/thinking_effort.h"

#include <gtest/gtest.h>

namespace signalbox::dialect {
namespace {

TEST(ThinkingEffort, AWordIsTheBudgetGoogleDocuments) {
  EXPECT_EQ(BudgetOf("none"), 0);
  EXPECT_EQ(BudgetOf("minimal"), 1024);
  EXPECT_EQ(BudgetOf("low"), 1024);
  EXPECT_EQ(BudgetOf("medium"), 8192);
  EXPECT_EQ(BudgetOf("high"), 24576);
  EXPECT_EQ(BudgetOf("xhigh"), 32768);
  EXPECT_EQ(BudgetOf("max"), 32768);
  EXPECT_EQ(BudgetOf("heroic"), std::nullopt);
}

TEST(ThinkingEffort, ABudgetIsTheFirstWordThatCoversIt) {
  EXPECT_EQ(EffortOf(1).word, "low");
  EXPECT_EQ(EffortOf(1024).word, "low");
  EXPECT_EQ(EffortOf(1025).word, "medium");
  EXPECT_EQ(EffortOf(2048).word, "medium");
  EXPECT_EQ(EffortOf(8193).word, "high");
  EXPECT_EQ(EffortOf(1'000'000).word, "high");
}

TEST(ThinkingEffort, OnlyTheBudgetOfTheWordIsSaidExactly) {
  EXPECT_TRUE(EffortOf(8192).exact);
  EXPECT_FALSE(EffortOf(8191).exact);
  EXPECT_FALSE(EffortOf(24577).exact);
}

TEST(ThinkingEffort, NoThinkingCannotBeSaidAndAsMuchAsItLikesNeedNotBe) {
  EXPECT_EQ(EffortOf(0).word, "");
  EXPECT_FALSE(EffortOf(0).exact);
  EXPECT_EQ(EffortOf(-1).word, "");
  EXPECT_TRUE(EffortOf(-1).exact);
}

TEST(ThinkingEffort, AWordEveryModelTakesComesBackFromItsBudget) {
  for (const std::string_view word : {"low", "medium", "high"}) EXPECT_EQ(EffortOf(*BudgetOf(word)).word, word);
}

}  // namespace
}  // namespace signalbox::dialect
