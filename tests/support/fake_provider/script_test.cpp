#include "tests/support/fake_provider/script.h"

#include "common/status/error.h"
#include "tests/support/fake_provider/script_book.h"

namespace signalbox::fake_provider {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

Script Parse(std::string_view words) {
  Script script;
  const absl::Status status = ApplyWords(words, script);
  EXPECT_TRUE(status.ok()) << status;
  return script;
}

std::string Refusal(std::string_view words) {
  Script script;
  return MessageOf(ApplyWords(words, script));
}

TEST(ScriptTest, SetsEveryKindOfWord) {
  const Script script = Parse("first=200ms;gap=20us;head=1s;tokens=64;status=429;retry_after=7;usage=no;hold=1+3");

  EXPECT_EQ(script.first, 200ms);
  EXPECT_EQ(script.gap, 20us);
  EXPECT_EQ(script.head, 1s);
  EXPECT_EQ(script.tokens, 64);
  EXPECT_EQ(script.status, 429);
  EXPECT_EQ(script.retry_after, 7);
  EXPECT_FALSE(script.usage);
  EXPECT_THAT(script.holds, ElementsAre(1, 3));
}

TEST(ScriptTest, ReadsWhereAndHowAnAnswerIsCut) {
  const Script script = Parse("cut=bytes:120;how=rst");

  EXPECT_EQ(script.cut->unit, Cut::Unit::kBytes);
  EXPECT_EQ(script.cut->count, 120);
  EXPECT_EQ(script.how, CutHow::kReset);
  EXPECT_EQ(Parse("cut=after:3").cut->unit, Cut::Unit::kChunks);
  EXPECT_EQ(Parse("cut=head").cut->unit, Cut::Unit::kHead);
}

TEST(ScriptTest, RefusesWhatItDoesNotKnowByName) {
  EXPECT_THAT(Refusal("frist=1s"), HasSubstr("frist"));
  EXPECT_THAT(Refusal("first=soon"), HasSubstr("soon"));
  EXPECT_THAT(Refusal("tokens=-1"), HasSubstr("tokens"));
  EXPECT_THAT(Refusal("tokens=100001"), HasSubstr("tokens"));
  EXPECT_THAT(Refusal("status=99"), HasSubstr("status"));
  EXPECT_THAT(Refusal("error=nonsense"), HasSubstr("nonsense"));
  EXPECT_THAT(Refusal("cut=after"), HasSubstr("cut"));
  EXPECT_THAT(Refusal("hold=1+"), HasSubstr("hold"));
}

TEST(ScriptTest, SplitsAModelNameFromItsWords) {
  EXPECT_EQ(SplitModel("gpt-4o;gap=1ms;tokens=2"), std::pair("gpt-4o"sv, "gap=1ms;tokens=2"sv));
  EXPECT_EQ(SplitModel("gpt-4o"), std::pair("gpt-4o"sv, ""sv));
}

TEST(ScriptBookTest, UsesScriptsOfOneModelInTheirOrder) {
  ScriptBook book;
  ASSERT_TRUE(book.Add(R"({"model":"m","status":429,"times":2})").ok());
  ASSERT_TRUE(book.Add(R"({"model":"m","status":500,"times":1})").ok());

  EXPECT_EQ(book.Take("m")->status, 429);
  EXPECT_EQ(book.Take("m")->status, 429);
  EXPECT_EQ(book.Take("m")->status, 500);
  EXPECT_EQ(book.Take("m")->status, 0);
}

TEST(ScriptBookTest, KeepsAScriptWithoutAnEndUntilANewOneComes) {
  ScriptBook book;
  ASSERT_TRUE(book.Add(R"({"model":"m","status":500})").ok());
  EXPECT_EQ(book.Take("m")->status, 500);
  EXPECT_EQ(book.Take("m")->status, 500);

  ASSERT_TRUE(book.Add(R"({"model":"m","status":503})").ok());

  EXPECT_EQ(book.Take("m")->status, 503);
}

TEST(ScriptBookTest, AppliesTheWordsOfAModelNameOnTopOfItsScript) {
  ScriptBook book;
  ASSERT_TRUE(book.Add(R"({"model":"m","tokens":5,"gap":"3ms"})").ok());

  const auto script = book.Take("m;tokens=7");

  EXPECT_EQ(script->tokens, 7);
  EXPECT_EQ(script->gap, 3ms);
}

TEST(ScriptBookTest, TakesTextsAndListsFromJson) {
  ScriptBook book;
  ASSERT_TRUE(book.Add(R"({"model":"m","text":"a;b","headers":{"x-a":"1"},"events":["1","2"],
                           "tool_calls":[{"name":"f","arguments":"{}"}]})")
                  .ok());

  const auto script = book.Take("m");

  EXPECT_EQ(script->text, "a;b");
  EXPECT_THAT(script->headers, ElementsAre(std::pair("x-a", "1")));
  EXPECT_THAT(script->events, ElementsAre("1", "2"));
  EXPECT_EQ(script->tool_calls.at(0).name, "f");
}

TEST(ScriptBookTest, RefusesAScriptWithoutAModelOrWithAnUnknownWord) {
  ScriptBook book;
  EXPECT_FALSE(book.Add(R"({"status":500})").ok());
  EXPECT_FALSE(book.Add(R"({"model":"m","nonsense":1})").ok());
  EXPECT_FALSE(book.Add("[]").ok());
  EXPECT_FALSE(book.Add("{").ok());
}

}  // namespace
}  // namespace signalbox::fake_provider
