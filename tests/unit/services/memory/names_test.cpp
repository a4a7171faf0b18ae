#include "services/memory/domain/names.h"

#include <string>

#include <gtest/gtest.h>

namespace signalbox::memory {
namespace {

TEST(NamesTest, SessionIdMayBeAnyPrintableText) {
  EXPECT_TRUE(CheckSessionId("chat 42/ü/会话/😀").ok());
  EXPECT_TRUE(CheckSessionId(std::string(256, 'x')).ok());
}

TEST(NamesTest, SessionIdMayNotBeEmptyOrLongerThan256Bytes) {
  EXPECT_FALSE(CheckSessionId("").ok());
  EXPECT_FALSE(CheckSessionId(std::string(257, 'x')).ok());
}

TEST(NamesTest, SessionIdMayNotHoldControlCharacters) {
  using namespace std::string_view_literals;
  for (const std::string_view id : {"a\nb"sv, "a\0b"sv, "\x7F"sv, "a\xC2\x85"sv}) {
    EXPECT_FALSE(CheckSessionId(id).ok()) << testing::PrintToString(id);
  }
}

TEST(NamesTest, SessionIdMustBeUtf8) {
  for (const std::string_view id :
       {"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\xE4\xBD"}) {
    EXPECT_FALSE(CheckSessionId(id).ok()) << testing::PrintToString(id);
  }
}

TEST(NamesTest, RequestIdMayHave128Bytes) {
  EXPECT_TRUE(CheckRequestId(std::string(128, 'r')).ok());
  EXPECT_FALSE(CheckRequestId(std::string(129, 'r')).ok());
  EXPECT_FALSE(CheckRequestId("").ok());
}

}  // namespace
}  // namespace signalbox::memory
