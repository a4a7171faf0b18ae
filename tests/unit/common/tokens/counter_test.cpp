#include "common/tokens/counter.h"

#include <string>

#include "common/tokens/chat_overhead.h"

namespace signalbox::tokens {
namespace {

constexpr const char* kChinese =
    "今天天气很好，我们一起去公园散步吧。人工智能正在改变我们的生活方式，同时也带来了新的挑战。"
    "清晨的港口十分安静，第一批渔船已经回来了。没有人料到他们会在中午之前返航，码头边的摊位还盖着帆布。";
constexpr std::int64_t kChineseCharacters = 92;

TEST(CounterTest, KnowsTheVocabularyOfOpenAisModels) {
  for (const char* model : {"gpt-4o", "gpt-4o-mini-2024-07-18", "gpt-4.1", "gpt-4.1-nano", "gpt-5", "gpt-5.1",
                            "gpt-5-mini", "o1", "o1-preview", "o3", "o3-mini", "o4-mini", "chatgpt-4o-latest",
                            "gpt-oss-120b", "openai/gpt-4o", "ft:gpt-4o-mini:org::id"}) {
    EXPECT_TRUE(CounterFor(model).exact) << model;
    EXPECT_EQ(CounterFor(model).encoding, Encoding::kO200k) << model;
    EXPECT_EQ(CounterFor(model).permille, 1000) << model;
  }
  for (const char* model :
       {"gpt-4", "gpt-4-0613", "gpt-4-turbo-2024-04-09", "gpt-3.5-turbo", "gpt-35-turbo", "GPT-4-32k",
        "text-embedding-3-small", "text-embedding-ada-002", "ft:gpt-3.5-turbo:org::id"}) {
    EXPECT_TRUE(CounterFor(model).exact) << model;
    EXPECT_EQ(CounterFor(model).encoding, Encoding::kCl100k) << model;
  }
}

TEST(CounterTest, MarksEveryOtherFamilyAsAnEstimate) {
  for (const char* model : {"claude-3-5-sonnet-latest", "gemini-2.5-pro", "deepseek-chat", "qwen2.5-72b", "llama3-70b",
                            "mistral-large", "gpt-9", "text-embedding-004", "o17", "", "something new"}) {
    EXPECT_FALSE(CounterFor(model).exact) << model;
    EXPECT_GE(CounterFor(model).permille, 1000) << model;
  }
}

TEST(CounterTest, FindsAFamilyBehindItsVendor) {
  const std::int32_t claude = CounterFor("claude-3-haiku-20240307").permille;

  EXPECT_NE(claude, CounterFor("unknown").tools_tokens);
  for (const char* model :
       {"anthropic/claude-3-haiku", "us.anthropic.claude-3-haiku-20240307-v1:0", "claude-3-haiku@20240307",
        "publishers/anthropic/models/claude-3-haiku", "Claude-3.5-Sonnet"}) {
    EXPECT_EQ(CounterFor(model).permille, claude) << model;
    EXPECT_EQ(CounterFor(model).tools_tokens, 346) << model;
  }
}

TEST(CounterTest, ALaterClaudeCountsMoreThanAnEarlierOne) {
  const std::string text = "The same text makes about thirty percent more tokens in the newer vocabulary.";

  EXPECT_GT(CounterFor("claude-opus-4-7").Count(text), CounterFor("claude-opus-4-6").Count(text));
  EXPECT_GT(CounterFor("claude-opus-5").Count(text), CounterFor("claude-opus-4-20250514").Count(text));
  EXPECT_EQ(CounterFor("anthropic/claude-opus-4.7").Count(text), CounterFor("claude-opus-4-7").Count(text));
}

TEST(CounterTest, NoFamilyTakesChineseForAQuarterTokenACharacter) {
  for (const char* model : {"gpt-4o", "gpt-4", "claude-3-opus", "claude-opus-5", "gemini-2.0-flash", "deepseek-chat",
                            "qwen-max", "llama-3-8b", "mistral-small", "unknown"}) {
    const std::int64_t count = CounterFor(model).Count(kChinese);
    EXPECT_GE(count * 10, kChineseCharacters * 6) << model;
    EXPECT_GE(count, Count(Encoding::kO200k, kChinese)) << model;
    EXPECT_LE(count, kChineseCharacters * 3) << model;
  }
}

TEST(CounterTest, AnEstimateIsRoundedUp) {
  EXPECT_EQ(CounterFor("claude-3-opus").Count("a"), 2);
  EXPECT_EQ(CounterFor("claude-3-opus").Count(""), 0);
}

TEST(CounterTest, AVeryLongNameIsNotSearched) {
  std::string name(100'000, '.');
  name += "gpt-4o";

  EXPECT_FALSE(CounterFor(name).exact);
}

TEST(ChatOverheadTest, EveryRoleIsOneToken) {
  for (const char* role : {"system", "developer", "user", "assistant", "tool"}) {
    EXPECT_EQ(Count(Encoding::kO200k, role), kTokensPerRole) << role;
    EXPECT_EQ(Count(Encoding::kCl100k, role), kTokensPerRole) << role;
  }
}

}  // namespace
}  // namespace signalbox::tokens
