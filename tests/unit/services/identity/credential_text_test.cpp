#include "services/identity/domain/credential_text.h"

#include <gtest/gtest.h>

namespace signalbox::identity {
namespace {

const std::string kSecret = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP-";

TEST(CredentialTextTest, KeysAndSessionsAreToldApart) {
  EXPECT_EQ(KindOf(CredentialText(CredentialKind::kKey, kSecret)), CredentialKind::kKey);
  EXPECT_EQ(KindOf(CredentialText(CredentialKind::kSession, kSecret)), CredentialKind::kSession);
}

TEST(CredentialTextTest, AKeyIsItsPrefixItsSecretAndSixCharactersOfChecksum) {
  const std::string text = CredentialText(CredentialKind::kKey, kSecret);

  EXPECT_EQ(text.substr(0, 49), "sk-sb-" + kSecret);
  EXPECT_EQ(text.size(), 55u);
}

TEST(CredentialTextTest, TheChecksumNeverChangesBetweenVersions) {
  EXPECT_EQ(CredentialText(CredentialKind::kKey, std::string(43, 'A')), "sk-sb-" + std::string(43, 'A') + "FMzn7B");
}

TEST(CredentialTextTest, OneChangedCharacterIsNoticedWhereverItIs) {
  const std::string text = CredentialText(CredentialKind::kKey, kSecret);

  for (size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_EQ(KindOf(changed), CredentialKind::kNone) << "character " << i;
  }
}

TEST(CredentialTextTest, OtherFormsAreNoCredentials) {
  const std::string text = CredentialText(CredentialKind::kKey, kSecret);
  for (const std::string& other : {std::string(), std::string("sk-sb-"), text + "x", text.substr(1), " " + text,
                                   text.substr(0, 54), std::string(55, '\0'), std::string("sb-session-")}) {
    EXPECT_EQ(KindOf(other), CredentialKind::kNone) << other;
  }
}

TEST(CredentialTextTest, ASessionsChecksumDoesNotFitAKeyWithTheSameSecret) {
  const std::string session = CredentialText(CredentialKind::kSession, kSecret);

  EXPECT_EQ(KindOf("sk-sb-" + session.substr(std::string("sb-session-").size())), CredentialKind::kNone);
}

TEST(CredentialTextTest, ListsShowTwelveCharacters) {
  EXPECT_EQ(ShownPrefix(CredentialText(CredentialKind::kKey, kSecret)), "sk-sb-abcdef");
}

}  // namespace
}  // namespace signalbox::identity
