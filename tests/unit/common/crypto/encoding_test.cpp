#include <gtest/gtest.h>

#include "common/crypto/secret.h"

namespace signalbox::crypto {
namespace {

TEST(EncodingTest, EveryLengthOfBytesSurvivesTheRoundTrip) {
  for (size_t length = 0; length < 70; ++length) {
    const std::string bytes = RandomBytes(length);

    const absl::StatusOr<std::string> back = FromBase64Url(Base64Url(bytes));

    ASSERT_TRUE(back.ok()) << length;
    EXPECT_EQ(*back, bytes);
  }
}

TEST(EncodingTest, TextIsUrlSafeAndUnpadded) {
  EXPECT_EQ(Base64Url(std::string("\xff\xef\xfe\x01", 4)), "_-_-AQ");
  EXPECT_EQ(Base64Url(RandomBytes(32)).size(), 43u);
}

TEST(EncodingTest, RefusesWhatIsNotItsOwnAlphabet) {
  for (const char* text : {"a+b/", "YQ==", "YWJj ", "Y", "YWJj\n", "\xc3\xa9"}) {
    EXPECT_EQ(FromBase64Url(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(EncodingTest, RefusesTextWithStrayBitsSoThatOneValueHasOneText) {
  EXPECT_TRUE(FromBase64Url("YQ").ok());
  EXPECT_FALSE(FromBase64Url("YR").ok());
}

TEST(EncodingTest, RandomBytesDiffer) {
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
}

}  // namespace
}  // namespace signalbox::crypto
