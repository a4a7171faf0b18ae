#include "common/names/name_list.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

TEST(NameListTest, G3APatternAllowsTheWholeNameOnly) {
  const std::vector<std::string> allowed{"gpt-4|gpt-3.5", "claude-*", "o1"};
  EXPECT_TRUE(IsAmong("gpt-4", allowed));
  EXPECT_TRUE(IsAmong("claude-x", allowed));
  EXPECT_TRUE(IsAmong("o1", allowed));
  EXPECT_FALSE(IsAmong("gpt-4-anything", allowed));
  EXPECT_FALSE(IsAmong("xgpt-3.5", allowed));
  EXPECT_FALSE(IsAmong("o1-mini", allowed));
}

TEST(NameListTest, AnEmptyListAllowsEverything) {
  EXPECT_TRUE(IsAmong("x", {}));
}

TEST(NameListTest, WhatIsNoPatternAllowsNothingElse) {
  EXPECT_FALSE(IsAmong("gpt", {"gpt("}));
}

}  // namespace
}  // namespace signalbox
