#include "services/identity/domain/authenticator.h"

#include <limits>

#include <gtest/gtest.h>

#include "services/identity/domain/credential_text.h"
#include "tests/unit/services/identity/mocks.h"

namespace signalbox::identity {
namespace {

using absl::StatusCode;
using ::testing::_;
using ::testing::Return;
using ::testing::StrictMock;
using namespace std::chrono_literals;

constexpr TimePoint kNow{1'700'000'000s};
const std::string kText = CredentialText(CredentialKind::kKey, std::string(43, 'A'));
const std::string kToken = CredentialText(CredentialKind::kSession, std::string(43, 'A'));

class AuthenticatorTest : public ::testing::Test {
 protected:
  Authenticator With(const std::string& admin_key) {
    return Authenticator(
        keys_, admins_, secrets_, [] { return kNow; }, admin_key);
  }
  absl::StatusOr<Identity> WithKey(const ApiKey& key) {
    EXPECT_CALL(keys_, Find(_, KeyReference(SecretHash{"hash of " + kText})))
        .WillOnce(Return(std::optional(KeyAtRevision{key, 7})));
    return With("").Authenticate({}, kText);
  }
  absl::StatusOr<Identity> WithSession(TimePoint expires_at) {
    EXPECT_CALL(admins_, FindSession(_, SecretHash{"hash of " + kToken}))
        .WillOnce(Return(std::optional(Session{"user", Role::kProxyAdmin, expires_at, 7})));
    return With("").Authenticate({}, kToken);
  }

  StrictMock<MockKeyStore> keys_;
  StrictMock<MockAdminStore> admins_;
  FakeSecrets secrets_;
};

TEST_F(AuthenticatorTest, AnActiveKeyIsItsOwner) {
  ApiKey key;
  key.id = "id";
  key.name = "name";
  key.owner = {"user", "team", "organization"};
  key.models = {"gpt"};
  key.expires_at = kNow + 1s;

  const auto identity = WithKey(key);

  EXPECT_EQ(identity->principal, (Principal{"id", "name", "user", "team", "organization", Role::kCaller}));
  EXPECT_EQ(identity->models, key.models);
  EXPECT_EQ(identity->expires_at, key.expires_at);
  EXPECT_EQ(identity->revision, 7);
}

TEST_F(AuthenticatorTest, OnlyAManagementKeyIsAnAdministrator) {
  ApiKey key;
  EXPECT_EQ(WithKey(key)->principal.role, Role::kCaller);

  key.type = KeyType::kManagement;
  EXPECT_EQ(WithKey(key)->principal.role, Role::kProxyAdmin);
}

TEST_F(AuthenticatorTest, RefusesABlockedKey) {
  ApiKey key;
  key.blocked = true;

  EXPECT_THAT(WithKey(key), FailsWith(StatusCode::kUnauthenticated, "KEY_BLOCKED"));
}

TEST_F(AuthenticatorTest, RefusesAKeyFromTheInstantOfItsExpiry) {
  ApiKey key;
  key.expires_at = kNow;

  EXPECT_THAT(WithKey(key), FailsWith(StatusCode::kUnauthenticated, "KEY_EXPIRED"));
}

TEST_F(AuthenticatorTest, GarbageNeverReachesTheStore) {
  for (const std::string& credential : {std::string(), std::string("sk-sb-"), kText + "x", kToken.substr(1)}) {
    EXPECT_THAT(With("").Authenticate({}, credential), FailsWith(StatusCode::kUnauthenticated, "KEY_UNKNOWN"));
  }
}

TEST_F(AuthenticatorTest, AStoreThatIsAwayIsUnavailableAndNeverAWrongKey) {
  const absl::Status away = Error(StatusCode::kUnavailable, "", "away");
  EXPECT_CALL(keys_, Find).WillOnce(Return(away));
  EXPECT_CALL(admins_, FindSession).WillOnce(Return(away));

  EXPECT_THAT(With("").Authenticate({}, kText), FailsWith(StatusCode::kUnavailable, ""));
  EXPECT_THAT(With("").Authenticate({}, kToken), FailsWith(StatusCode::kUnavailable, ""));
}

TEST_F(AuthenticatorTest, TheConfiguredAdminKeyNeedsNoStoreAndNoChangeConcernsIt) {
  const auto identity = With("the admin key").Authenticate({}, "the admin key");

  EXPECT_EQ(identity->principal.role, Role::kProxyAdmin);
  EXPECT_EQ(identity->principal.key_id, "");
  EXPECT_EQ(identity->revision, std::numeric_limits<std::int64_t>::max());
}

TEST_F(AuthenticatorTest, AnEmptyAdminKeyOpensNothing) {
  EXPECT_THAT(With("").Authenticate({}, ""), FailsWith(StatusCode::kUnauthenticated, "KEY_UNKNOWN"));
}

TEST_F(AuthenticatorTest, ASessionActsForItsPersonUntilItExpires) {
  const auto identity = WithSession(kNow + 1s);

  EXPECT_EQ(identity->principal.user_id, "user");
  EXPECT_EQ(identity->principal.role, Role::kProxyAdmin);
  EXPECT_EQ(identity->expires_at, kNow + 1s);
  EXPECT_EQ(identity->revision, 7);
  EXPECT_THAT(WithSession(kNow), FailsWith(StatusCode::kUnauthenticated, "SESSION_EXPIRED"));
}

}  // namespace
}  // namespace signalbox::identity
