#include <gtest/gtest.h>

#include "common/crypto/secret.h"

namespace signalbox::crypto {
namespace {

const std::string kKey(32, 'k');

TEST(KeyedHashTest, SameKeyAndTextGiveTheSame32Bytes) {
  EXPECT_EQ(KeyedHash(kKey, "text"), KeyedHash(kKey, "text"));
  EXPECT_EQ(KeyedHash(kKey, "text").size(), 32u);
}

TEST(KeyedHashTest, DependsOnKeyAndText) {
  EXPECT_NE(KeyedHash(kKey, "text"), KeyedHash(kKey, "texu"));
  EXPECT_NE(KeyedHash(kKey, "text"), KeyedHash(std::string(32, 'l'), "text"));
}

TEST(KeyedHashDeathTest, AKeyThatIsTooShortEndsTheProcess) {
  EXPECT_DEATH(KeyedHash("short", "text"), "16 to 64 bytes");
}

TEST(ConstantTimeEqualsTest, ComparesWholeTexts) {
  EXPECT_TRUE(ConstantTimeEquals("", ""));
  EXPECT_TRUE(ConstantTimeEquals("abc", "abc"));
  EXPECT_FALSE(ConstantTimeEquals("abc", "abd"));
  EXPECT_FALSE(ConstantTimeEquals("abc", "ab"));
}

}  // namespace
}  // namespace signalbox::crypto
