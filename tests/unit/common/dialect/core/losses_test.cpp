#include "common/dialect/losses.h"

#include <gtest/gtest.h>

namespace signalbox::dialect {
namespace {

TEST(Losses, EachPathIsToldOnceAndTheListIsBounded) {
  Losses losses;
  losses.AddExtra("tools[0].", "{\"x\":1,\"y\":{}}");
  losses.Add("tools[0].x");
  losses.AddExtra("", "{}");
  EXPECT_EQ(losses.Header(), "tools[0].x, tools[0].y");
  for (int i = 0; i < 100; ++i) losses.Add("field" + std::to_string(i));
  EXPECT_EQ(losses.paths().size(), Losses::kMax + 1);
  EXPECT_EQ(losses.paths().back(), "...");
}

TEST(Losses, AHeaderHoldsNothingThatCouldEndIt) {
  Losses losses;
  losses.AddExtra("", "{\"a\\r\\nb, 中\":1}");
  EXPECT_EQ(losses.Header(), "a??b?????");
}

TEST(Losses, WhatDoesNotFitIsNotEvenSpelled) {
  Losses losses;
  int spelled = 0;
  for (int i = 0; i < 1000; ++i) {
    losses.Add([&] { return std::to_string(spelled++); });
    losses.AddExtra([&] { return std::to_string(spelled++); }, R"({"x":1})");
  }
  EXPECT_TRUE(losses.full());
  EXPECT_EQ(losses.paths().back(), "...");
  EXPECT_EQ(spelled, static_cast<int>(Losses::kMax) + 1);
}

TEST(Losses, NoExtraFieldsNeedNoPath) {
  Losses losses;
  losses.AddExtra(
      []() -> std::string {
        ADD_FAILURE();
        return "";
      },
      "");
  EXPECT_TRUE(losses.empty());
}

}  // namespace
}  // namespace signalbox::dialect
