#include "common/names/name_list.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

TEST(NameListTest, G3APatternAllowsTheWholeNameOnly) {
  const NameList allowed({"gpt-4|gpt-3.5", "claude-*", "o1"});
  EXPECT_TRUE(allowed.Contains("gpt-4"));
  EXPECT_TRUE(allowed.Contains("claude-x"));
  EXPECT_TRUE(allowed.Contains("o1"));
  EXPECT_FALSE(allowed.Contains("gpt-4-anything"));
  EXPECT_FALSE(allowed.Contains("xgpt-3.5"));
  EXPECT_FALSE(allowed.Contains("o1-mini"));
}

TEST(NameListTest, AnEmptyListAllowsEverything) {
  EXPECT_TRUE(NameList().Contains("x"));
}

TEST(NameListTest, AListedNameAllowsItselfWhateverItsCharactersMeanInAPattern) {
  EXPECT_TRUE(NameList({"llama-3 (8b)"}).Contains("llama-3 (8b)"));
}

TEST(NameListTest, WhatIsNoPatternAllowsNothingElse) {
  EXPECT_TRUE(NameList({"gpt("}).Contains("gpt("));
  EXPECT_FALSE(NameList({"gpt("}).Contains("gpt"));
}

}  // namespace
}  // namespace signalbox
