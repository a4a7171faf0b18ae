#include "common/dialect/openai_chat/usage.h"

#include <gtest/gtest.h>

namespace signalbox::dialect::openai_chat {
namespace {

std::optional<llm::v1::Usage> Read(std::string_view text) {
  json::Document document;
  EXPECT_TRUE(document.Read(text).ok()) << text;
  return ReadUsage(document.root());
}

TEST(ReadUsage, MakesTheClassesDisjoint) {
  const auto usage = Read(
      R"({"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
          "prompt_tokens_details":{"cached_tokens":30},"completion_tokens_details":{"reasoning_tokens":20}})");

  ASSERT_TRUE(usage);
  EXPECT_EQ(usage->input(), 70);
  EXPECT_EQ(usage->input_cached(), 30);
  EXPECT_EQ(usage->output(), 30);
  EXPECT_EQ(usage->output_reasoning(), 20);
  EXPECT_FALSE(usage->estimated());
}

TEST(ReadUsage, TakesAbsentAndNullDetailsAsZero) {
  for (const auto* text :
       {R"({"prompt_tokens":9,"completion_tokens":3})",
        R"({"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":null})",
        R"({"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":null}})"}) {
    const auto usage = Read(text);
    ASSERT_TRUE(usage) << text;
    EXPECT_EQ(usage->input(), 9);
    EXPECT_EQ(usage->input_cached(), 0);
    EXPECT_EQ(usage->output(), 3);
  }
}

TEST(ReadUsage, TreatsWhatCannotBeTrueAsAbsent) {
  for (const auto* text :
       {"{}", "[]", R"({"prompt_tokens":9})", R"({"prompt_tokens":-1,"completion_tokens":3})",
        R"({"prompt_tokens":9,"completion_tokens":"3"})", R"({"prompt_tokens":0,"completion_tokens":0})",
        R"({"prompt_tokens":9,"completion_tokens":99999999999})", R"({"prompt_tokens":9.5,"completion_tokens":1})",
        R"({"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":10}})",
        R"({"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":-1}})",
        R"({"prompt_tokens":9,"completion_tokens":3,"completion_tokens_details":{"reasoning_tokens":4}})"}) {
    EXPECT_FALSE(Read(text)) << text;
  }
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
