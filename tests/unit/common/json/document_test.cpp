#include "common/json/document.h"

#include <random>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/json/writer.h"
#include "common/status/error.h"

namespace signalbox::json {
namespace {

using ::testing::HasSubstr;

std::string ReadError(std::string_view text, const Limits& limits = {}) {
  Document document;
  const absl::Status status = document.Read(text, limits);
  return status.ok() ? "" : MessageOf(status);
}

// The text again, from the document's view of it alone.
void Copy(Value value, Writer& writer) {
  if (value.IsObject()) {
    writer.BeginObject();
    for (const auto [key, member] : value.members()) {
      writer.Key(key.Text());
      Copy(member, writer);
    }
    writer.EndObject();
  } else if (value.IsArray()) {
    writer.BeginArray();
    for (const Value element : value.elements()) Copy(element, writer);
    writer.EndArray();
  } else if (value.IsString()) {
    writer.String(value.Text());
  } else {
    writer.Raw(value.raw());
  }
}

TEST(Document, KnowsTheExactBytesOfEveryValue) {
  const std::string text = " {\"a\" : 1.50 , \"b\":[ true,null , \"x\\n\" ] ,\"c\": {\"d\" :{} } } \n";
  Document document;
  ASSERT_TRUE(document.Read(text).ok());

  const Value root = document.root();
  EXPECT_EQ(root.raw(), text.substr(1, text.size() - 3));
  EXPECT_EQ(root.Find("a")->raw(), "1.50");
  EXPECT_EQ(root.Find("b")->raw(), "[ true,null , \"x\\n\" ]");
  EXPECT_EQ(root.Find("c")->raw(), "{\"d\" :{} }");
  EXPECT_EQ(root.Find("c")->Find("d")->raw(), "{}");
  EXPECT_TRUE(root.Find("c")->Find("d")->Empty());
  EXPECT_FALSE(root.Find("x"));
}

TEST(Document, FindsNamesHoweverTheyAreEscaped) {
  Document document;
  ASSERT_TRUE(document.Read(R"({"mod\u0065l": "a\u4f60\ud83d\udc4b\/"})").ok());

  EXPECT_EQ(document.root().Find("model")->Text(), "a你👋/");
  EXPECT_EQ(document.root().Find("model")->CountCharacters(), 4);
}

TEST(Document, ReadsALoneSurrogateAsTheReplacementCharacter) {
  Document document;
  ASSERT_TRUE(document.Read(R"(["a\ud83d", "\udc4bb", "\ud83d\u0041"])").ok());

  std::string texts;
  for (const Value element : document.root().elements()) element.AppendText(texts);
  EXPECT_EQ(texts, "a\uFFFD\uFFFDb\uFFFDA");
}

TEST(Document, ReadsIntegersOnlyWhenTheyAreExact) {
  Document document;
  ASSERT_TRUE(document.Read("[9223372036854775807, 9223372036854775808, 1.0, 1e2, -5]").ok());

  std::vector<std::optional<std::int64_t>> integers;
  for (const Value element : document.root().elements()) integers.push_back(element.Int());
  EXPECT_THAT(integers, ::testing::ElementsAre(INT64_MAX, std::nullopt, std::nullopt, std::nullopt, -5));
}

TEST(Document, NamesThePlaceOfEveryKindOfFault) {
  EXPECT_THAT(ReadError(""), HasSubstr("byte 0"));
  EXPECT_THAT(ReadError("  "), HasSubstr("byte 2: unexpected end"));
  EXPECT_THAT(ReadError("17"), HasSubstr("neither an object nor an array"));
  EXPECT_THAT(ReadError(R"({"a":tru})"), HasSubstr("byte 5: unexpected token"));
  EXPECT_THAT(ReadError(R"({"a":1,})"), HasSubstr("byte 7"));
  EXPECT_THAT(ReadError(R"({"a" 1})"), HasSubstr("unexpected token"));
  EXPECT_THAT(ReadError(R"({"a":[1 2]})"), HasSubstr("unexpected token"));
  EXPECT_THAT(ReadError(R"({"a":01})"), HasSubstr("byte 5"));
  EXPECT_THAT(ReadError(R"({"a":"\x"})"), HasSubstr("byte 6: wrong escape"));
  EXPECT_THAT(ReadError(R"({"a":"b)"), HasSubstr("byte 5: string without an end"));
  EXPECT_THAT(ReadError("{\"a\":\"b\nc\"}"), HasSubstr("byte 7: control character"));
  EXPECT_THAT(ReadError("{\"a\":\"b\xff\"}"), HasSubstr("byte 7: not UTF-8"));
  EXPECT_THAT(ReadError(R"({"a":1} x)"), HasSubstr("byte 8: more after the end"));
  EXPECT_THAT(ReadError(R"({"a":1}{})"), HasSubstr("more after the end"));
  EXPECT_THAT(ReadError(R"({"a":{"b":1})"), HasSubstr("invalid JSON"));
  EXPECT_THAT(ReadError(R"([1,2})"), HasSubstr("invalid JSON"));
}

TEST(Document, BoundsNestingAndTheNumberOfValues) {
  const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };

  EXPECT_EQ(ReadError(nested(8), {.max_depth = 8}), "");
  EXPECT_THAT(ReadError(nested(9), {.max_depth = 8}), HasSubstr("byte 8: nested too deep"));
  EXPECT_THAT(ReadError(nested(200'000)), HasSubstr("nested too deep"));
  EXPECT_EQ(ReadError("[1,2]", {.max_values = 3}), "");
  EXPECT_THAT(ReadError("[1,2,3]", {.max_values = 3}), HasSubstr("byte 5: more than 3 names and values"));
}

TEST(Document, CanBeReadAgain) {
  Document document;
  ASSERT_TRUE(document.Read(R"({"a":1})").ok());
  ASSERT_FALSE(document.Read("{").ok());
  ASSERT_TRUE(document.Read(R"({"b":[2]})").ok());
  EXPECT_EQ(document.root().Find("b")->raw(), "[2]");
}

TEST(Document, RefusesAnEmptyTextAlsoAsTheFirstOfItsThread) {
  absl::Status status;

  std::thread([&] { status = Document().Read(""); }).join();

  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
}

TEST(Document, ReadsTextsOfManyPieces) {
  std::string text = "{\"a\":\"" + std::string(3 << 20, 'x') + "\",\"b\":[";
  for (int i = 0; i < 300'000; ++i) text += R"({"c":"\\\"你"},)";
  text += "2]}";
  Document document;
  ASSERT_TRUE(document.Read(text).ok());

  EXPECT_EQ(document.root().Find("a")->CountCharacters(), 3 << 20);
  std::size_t said = 0;
  for (const Value element : document.root().Find("b")->elements()) {
    if (element.IsObject() && element.Find("c")->Text() == "\\\"你") ++said;
  }
  EXPECT_EQ(said, 300'000U);
  EXPECT_THAT(ReadError(text + "]"), HasSubstr(fmt::format("byte {}: more after the end", text.size())));
}

// A text stands in the middle of another: what is beyond its end is not its business.
TEST(Document, ReadsNothingBeyondItsText) {
  const std::string around = R"({"a":[1,2,3]},"b":")";

  for (std::size_t size = 0; size < 13; ++size) {
    EXPECT_NE(ReadError(std::string_view(around).substr(0, size)), "") << size;
  }
  EXPECT_EQ(ReadError(std::string_view(around).substr(0, 13)), "");
}

TEST(Document, FindsRepeatedNames) {
  Document document;
  ASSERT_TRUE(document.Read(R"({"a":1,"b":2,"\u0061":3})").ok());
  EXPECT_EQ(RepeatedName(document.root()), "a");
  ASSERT_TRUE(document.Read(R"({"a":1,"b":2})").ok());
  EXPECT_EQ(RepeatedName(document.root()), std::nullopt);
}

// Another reader of JSON must agree on what is JSON and on what it says, whatever bytes are put in or taken out.
TEST(Document, AgreesWithAnotherReaderOnBrokenTexts) {
  const std::string seed =
      R"({"model": "gpt-4o", "messages":[{"role":"user","content":"你好 \"x\" \\ \n"},{"a":[1,-2.5,0.0,true,false,null]}],"n":1, "o":{"p":{}}})";
  const std::string_view alphabet = "{}[],:\"\\ \n0123-.truefalsn";
  std::mt19937 random(20240611);
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };

  int accepted = 0;
  for (int round = 0; round < 30'000; ++round) {
    std::string text = seed;
    for (std::size_t edit = 0; edit <= below(2); ++edit) {
      const std::size_t at = below(text.size());
      switch (below(3)) {
        case 0:
          text.erase(at, 1 + below(3));
          break;
        case 1:
          text.insert(at, 1, alphabet[below(alphabet.size())]);
          break;
        default:
          text[at] = alphabet[below(alphabet.size())];
      }
    }
    const std::size_t first = text.find_first_not_of(" \n");
    if (first == std::string::npos || (text[first] != '{' && text[first] != '[')) continue;

    Document document;
    const bool ours = document.Read(text).ok();
    const auto theirs = nlohmann::json::parse(text, nullptr, false);
    ASSERT_EQ(ours, !theirs.is_discarded()) << text;
    if (!ours) continue;
    ++accepted;
    Writer writer;
    Copy(document.root(), writer);
    ASSERT_EQ(nlohmann::json::parse(writer.text()), theirs) << text;
  }
  EXPECT_GT(accepted, 1'000);
}

}  // namespace
}  // namespace signalbox::json
