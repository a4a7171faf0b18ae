#include "common/json/writer.h"

#include <limits>

#include <gtest/gtest.h>

namespace signalbox::json {
namespace {

std::string Quoted(std::string_view text) {
  std::string out;
  AppendString(out, text);
  return out;
}

std::string Numeral(double value) {
  std::string out;
  AppendNumber(out, value);
  return out;
}

TEST(Writer, PutsCommasWhereTheyBelong) {
  Writer writer;
  writer.BeginObject();
  writer.Key("a").Int(1).Key("b").BeginArray().String("x").Null().BeginObject().EndObject().Bool(true).EndArray();
  writer.Key("c").BeginObject().Key("d").Number(0.5).EndObject().Key("e").Raw("[1, 2]");
  writer.EndObject();

  EXPECT_EQ(writer.text(), R"({"a":1,"b":["x",null,{},true],"c":{"d":0.5},"e":[1, 2]})");
}

TEST(Writer, EscapesWhatJsonForbidsAndNothingElse) {
  EXPECT_EQ(Quoted("a\"\\\b\f\n\r\t\x01\x1f/\x7f"), "\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f/\x7f\"");
  EXPECT_EQ(Quoted("你好 👋"), "\"你好 👋\"");
  EXPECT_EQ(Quoted(std::string_view("a\0b", 3)), "\"a\\u0000b\"");
}

TEST(Writer, ReplacesInvalidUtf8SoThatTheTextStaysJson) {
  EXPECT_EQ(Quoted("a\xff\"b"), "\"a\xEF\xBF\xBD\\\"b\"");
  EXPECT_EQ(Quoted("cut \xE4\xBD"), "\"cut \xEF\xBF\xBD\"");
}

TEST(Writer, WritesTheShortestNumberThatReadsBack) {
  EXPECT_EQ(Numeral(0.1), "0.1");
  EXPECT_EQ(Numeral(1), "1");
  EXPECT_EQ(Numeral(1e300), "1e+300");
  EXPECT_EQ(Numeral(0.1 + 0.2), "0.30000000000000004");
}

TEST(Writer, WritesNullForWhatJsonCannotSay) {
  EXPECT_EQ(Numeral(std::numeric_limits<double>::quiet_NaN()), "null");
  EXPECT_EQ(Numeral(-std::numeric_limits<double>::infinity()), "null");
}

TEST(Writer, WritesTheWholeRangeOfInt64) {
  Writer writer;
  writer.BeginArray().Int(std::numeric_limits<std::int64_t>::min()).Int(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(writer.EndArray().text(), "[-9223372036854775808,9223372036854775807]");
}

}  // namespace
}  // namespace signalbox::json
