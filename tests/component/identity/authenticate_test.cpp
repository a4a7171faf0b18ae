#include <future>
#include <limits>

#include "services/identity/client/identity_client.h"
#include "services/identity/domain/credential_text.h"
#include "tests/component/identity/fixture.h"

namespace signalbox::identity {
namespace {

using absl::StatusCode;
using ::testing::ElementsAre;

class AuthenticateTest : public IdentityTest {
 protected:
  void Expire(const std::string& id) {
    database_.Execute("UPDATE identity.api_key SET expires_at = now() - interval '1 second' WHERE id = '" + id + "'");
  }
};

TEST_F(AuthenticateTest, AKeyTellsWhoseItIsAndWhatItMayUse) {
  v1::CreateKeyRequest request;
  request.set_name("name");
  request.set_user_id("user");
  request.set_team_id("team");
  request.set_organization_id("organization");
  request.add_models("gpt-4o");
  request.set_duration("1h");
  const auto created = TryCreate(request);

  const auto identity = Authenticate(created->key_text());

  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->principal().key_id(), created->id());
  EXPECT_EQ(identity->principal().key_name(), "name");
  EXPECT_EQ(identity->principal().user_id(), "user");
  EXPECT_EQ(identity->principal().team_id(), "team");
  EXPECT_EQ(identity->principal().organization_id(), "organization");
  EXPECT_EQ(identity->principal().role(), common::v1::CALLER);
  EXPECT_THAT(identity->models(), ElementsAre("gpt-4o"));
  EXPECT_EQ(identity->expire_time().seconds(), created->expire_time().seconds());
}

TEST_F(AuthenticateTest, AManagementKeyMayDoEverything) {
  v1::CreateKeyRequest request;
  request.set_key_type(v1::MANAGEMENT);

  EXPECT_EQ(Authenticate(TryCreate(request)->key_text())->principal().role(), common::v1::PROXY_ADMIN);
}

TEST_F(AuthenticateTest, TheConfiguredAdminKeyMayDoEverythingAndNoChangeConcernsIt) {
  const auto identity = Authenticate(kAdminKey);

  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->principal().role(), common::v1::PROXY_ADMIN);
  EXPECT_EQ(identity->principal().key_id(), "");
  EXPECT_EQ(identity->revision(), std::numeric_limits<std::int64_t>::max());
}

TEST_F(AuthenticateTest, WhateverIsNotAKeyIsInvalid) {
  const std::string invented = CredentialText(CredentialKind::kKey, crypto::Base64Url(crypto::RandomBytes(32)));
  for (const std::string& credential :
       {std::string(), std::string("wrong"), invented, Create().key_text() + "x", std::string(100'000, 'x')}) {
    const auto identity = Authenticate(credential);

    EXPECT_THAT(identity, FailsWith(StatusCode::kUnauthenticated, "KEY_UNKNOWN"));
    EXPECT_EQ(MessageOf(identity.status()), "invalid api key");
  }
}

TEST_F(AuthenticateTest, ABlockedKeyIsRefusedUntilItIsUnblocked) {
  const v1::CreateKeyResponse key = Create();

  ASSERT_TRUE(Block({key.id()}).ok());
  const auto blocked = Authenticate(key.key_text());
  ASSERT_TRUE(Unblock({key.id()}).ok());

  EXPECT_THAT(blocked, FailsWith(StatusCode::kUnauthenticated, "KEY_BLOCKED"));
  EXPECT_EQ(MessageOf(blocked.status()), "api key is blocked");
  EXPECT_TRUE(Authenticate(key.key_text()).ok());
}

TEST_F(AuthenticateTest, AnExpiredKeyIsRefused) {
  const v1::CreateKeyResponse key = Create();
  Expire(key.id());

  const auto expired = Authenticate(key.key_text());

  EXPECT_THAT(expired, FailsWith(StatusCode::kUnauthenticated, "KEY_EXPIRED"));
  EXPECT_EQ(MessageOf(expired.status()), "api key has expired");
  EXPECT_FALSE(Get(key.id())->is_active());
}

TEST_F(AuthenticateTest, ADeletedKeyIsUnknown) {
  const v1::CreateKeyResponse key = Create();
  ASSERT_TRUE(Delete({key.id()}).ok());

  EXPECT_THAT(Authenticate(key.key_text()), FailsWith(StatusCode::kUnauthenticated, "KEY_UNKNOWN"));
}

TEST_F(AuthenticateTest, EveryChangeRaisesTheRevision) {
  const v1::CreateKeyResponse key = Create();
  const auto revision = [&] { return Authenticate(key.key_text())->revision(); };
  const std::int64_t created = revision();
  EXPECT_EQ(revision(), created);

  ASSERT_TRUE(Block({key.id()}).ok());
  ASSERT_TRUE(Unblock({key.id()}).ok());

  EXPECT_EQ(revision(), created + 2);
}

TEST_F(AuthenticateTest, WithoutTheDatabaseKeysAreNeverCalledWrong) {
  const v1::CreateKeyResponse key = Create();
  database_.TakeAway();

  EXPECT_THAT(Authenticate(key.key_text()), FailsWith(StatusCode::kUnavailable, ""));
  EXPECT_TRUE(Authenticate(kAdminKey).ok()) << "the configured admin key needs no database";

  database_.Restore();
  EXPECT_TRUE(Authenticate(key.key_text()).ok());
}

TEST_F(AuthenticateTest, TheClientBringsAnswersAndRefusalsToItsCallback) {
  const v1::CreateKeyResponse key = Create();
  IdentityClient client(replica_->NewChannel());
  const auto ask = [&](const std::string& credential) {
    std::promise<absl::StatusOr<v1::AuthenticateResponse>> answer;
    client.Authenticate({}, credential, [&](auto result) { answer.set_value(std::move(result)); });
    return answer.get_future().get();
  };

  EXPECT_EQ(ask(key.key_text())->principal().key_id(), key.id());
  EXPECT_THAT(ask("wrong"), FailsWith(StatusCode::kUnauthenticated, "KEY_UNKNOWN"));
  replica_->Stop();
  EXPECT_THAT(ask(key.key_text()), FailsWith(StatusCode::kUnavailable, ""));
}

}  // namespace
}  // namespace signalbox::identity
