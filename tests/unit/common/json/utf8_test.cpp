#include "common/json/utf8.h"

#include <gtest/gtest.h>

namespace signalbox::json {
namespace {

TEST(Utf8, NamesTheFirstMalformedByte) {
  EXPECT_EQ(FirstInvalidUtf8("plain"), 5u);
  EXPECT_EQ(FirstInvalidUtf8("é你👋"), 9u);
  EXPECT_EQ(FirstInvalidUtf8("ab\x80"), 2u);
  EXPECT_EQ(FirstInvalidUtf8("ab\xC0\xAF"), 2u) << "overlong";
  EXPECT_EQ(FirstInvalidUtf8("\xED\xA0\x80"), 0u) << "surrogate";
  EXPECT_EQ(FirstInvalidUtf8("\xF4\x90\x80\x80"), 0u) << "beyond U+10FFFF";
  EXPECT_EQ(FirstInvalidUtf8("x\xF0\x9F\x91"), 1u) << "cut short";
}

TEST(Utf8, ShortAndLongTextsAreJudgedAlike) {
  const std::string padding(200, 'a');
  for (const std::string& before : {std::string(), padding}) {
    EXPECT_FALSE(IsUtf8(before + "\xED\xA0\x80"));
    EXPECT_TRUE(IsUtf8(before + "你好"));
  }
}

TEST(Utf8, RepairKeepsEverythingThatIsWellFormed) {
  EXPECT_EQ(RepairUtf8("a\xFF你\xE4\xBD!"), "a\xEF\xBF\xBD你\xEF\xBF\xBD!");
}

TEST(Utf8, EncodesEveryLength) {
  std::string out;
  for (const std::uint32_t code_point : {0x41u, 0xE9u, 0x4F60u, 0x1F44Bu}) AppendUtf8(out, code_point);
  EXPECT_EQ(out, "Aé你👋");
}

TEST(Utf8, APrefixSplitsNoCharacter) {
  EXPECT_EQ(PrefixOf("你好", 6), "你好");
  EXPECT_EQ(PrefixOf("你好", 5), "你");
  EXPECT_EQ(PrefixOf("你好", 2), "");
}

}  // namespace
}  // namespace signalbox::json
