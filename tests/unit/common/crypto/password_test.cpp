#include <gtest/gtest.h>

#include "common/crypto/secret.h"

namespace signalbox::crypto {
namespace {

TEST(PasswordTest, MatchesTheRightPasswordAlone) {
  const absl::StatusOr<std::string> hash = HashPassword("correct horse");

  ASSERT_TRUE(hash.ok());
  EXPECT_EQ(hash->rfind("$argon2id$", 0), 0u);
  EXPECT_TRUE(PasswordMatches(*hash, "correct horse"));
  EXPECT_FALSE(PasswordMatches(*hash, "correct horsf"));
  EXPECT_FALSE(PasswordMatches(*hash, ""));
}

TEST(PasswordTest, TheSamePasswordIsSaltedAnewEachTime) {
  EXPECT_NE(*HashPassword("same"), *HashPassword("same"));
}

TEST(PasswordTest, AHashThatIsNoneMatchesNothing) {
  EXPECT_FALSE(PasswordMatches("", ""));
  EXPECT_FALSE(PasswordMatches("plain", "plain"));
}

}  // namespace
}  // namespace signalbox::crypto
