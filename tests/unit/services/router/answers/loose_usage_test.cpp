#include "services/router/answers/loose_usage.h"

#include <gtest/gtest.h>

namespace signalbox::router {
namespace {

std::optional<llm::v1::Usage> Read(std::string_view text) {
  json::Document document;
  if (!document.Read(text).ok()) return std::nullopt;
  return ReadLooseUsage(document.root());
}

TEST(LooseUsageTest, ReadsTheWordsOfEveryFamily) {
  EXPECT_EQ(Read(R"({"input_tokens":7,"output_tokens":2,"total_tokens":9})")->input(), 7);
  EXPECT_EQ(Read(R"({"input_tokens":7,"output_tokens":2,"total_tokens":9})")->output(), 2);
  EXPECT_EQ(Read(R"({"prompt_tokens":7,"completion_tokens":2})")->output(), 2);
  EXPECT_EQ(Read(R"({"prompt_tokens":7,"total_tokens":7})")->input(), 7);
  EXPECT_EQ(Read(R"({"total_tokens":9})")->input(), 9);
}

TEST(LooseUsageTest, WhatSaysNothingOrCannotBeTrueIsNone) {
  for (const char* text : {"{}", R"({"type":"duration","seconds":9})", R"({"input_tokens":-1})",
                           R"({"input_tokens":"7"})", R"({"input_tokens":0})", R"({"input_tokens":1e30})", "[7]"}) {
    EXPECT_FALSE(Read(text)) << text;
  }
}

}  // namespace
}  // namespace signalbox::router
