#include "services/identity/domain/key_directory.h"

#include <gtest/gtest.h>

#include "services/identity/domain/credential_text.h"
#include "services/identity/domain/limits.h"
#include "tests/unit/services/identity/mocks.h"

namespace signalbox::identity {
namespace {

using absl::StatusCode;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::Return;
using ::testing::StrictMock;
using namespace std::chrono_literals;

constexpr TimePoint kNow{1'700'000'000s};
const std::string kId = "11111111-2222-4333-8444-555555555555";
const std::string kText = CredentialText(CredentialKind::kKey, std::string(43, 'A'));

class KeyDirectoryTest : public ::testing::Test {
 protected:
  StrictMock<MockKeyStore> store_;
  FakeSecrets secrets_;
  KeyDirectory keys_{store_, secrets_, [] { return kNow; }};
};

TEST_F(KeyDirectoryTest, StoresTheHashOfTheTextItHandsOut) {
  EXPECT_CALL(store_, Insert(_, Field(&ApiKey::prefix, "sk-sb-AAAAAA"), SecretHash{"hash of " + kText}))
      .WillOnce(Return(absl::OkStatus()));

  EXPECT_EQ(keys_.Create({}, {})->text, kText);
}

TEST_F(KeyDirectoryTest, ANewKeyIsActiveAndExpiresAfterItsDuration) {
  EXPECT_CALL(store_, Insert).WillOnce(Return(absl::OkStatus()));
  NewKey wanted;
  wanted.duration = "1h";

  const auto created = keys_.Create({}, wanted);

  EXPECT_EQ(created->key.expires_at, kNow + 1h);
  EXPECT_EQ(created->key.created_at, kNow);
  EXPECT_TRUE(keys_.IsActive(created->key));
}

TEST_F(KeyDirectoryTest, HandsOutNoTextThatIsNotStored) {
  EXPECT_CALL(store_, Insert).WillOnce(Return(Error(StatusCode::kUnavailable, "", "away")));

  EXPECT_THAT(keys_.Create({}, {}), FailsWith(StatusCode::kUnavailable, ""));
}

TEST_F(KeyDirectoryTest, RefusesWrongFieldsWithoutAskingTheStore) {
  NewKey wanted;
  wanted.metadata["a"] = std::string(kMaxMetadataValue + 1, 'x');

  EXPECT_THAT(keys_.Create({}, wanted), FailsWith(StatusCode::kInvalidArgument, ""));
}

TEST_F(KeyDirectoryTest, RefusesAModelThatIsNoPattern) {
  NewKey wanted;
  wanted.models = {"gpt-4", "claude-("};

  EXPECT_THAT(keys_.Create({}, wanted), FailsWith(StatusCode::kInvalidArgument, ""));
}

TEST_F(KeyDirectoryTest, LimitsCountCharactersNotBytes) {
  EXPECT_CALL(store_, Insert).WillOnce(Return(absl::OkStatus()));
  NewKey wanted;
  for (size_t i = 0; i < kMaxNameLength; ++i) wanted.name += "钥";

  EXPECT_TRUE(keys_.Create({}, wanted).ok());
}

TEST_F(KeyDirectoryTest, EmptyOwnersAreNoOwners) {
  EXPECT_CALL(store_, Insert(_, Field(&ApiKey::owner, KeyOwner{std::nullopt, "team", std::nullopt}), _))
      .WillOnce(Return(absl::OkStatus()));
  NewKey wanted;
  wanted.owner = {"", "team", std::nullopt};

  EXPECT_TRUE(keys_.Create({}, wanted).ok());
}

TEST_F(KeyDirectoryTest, LooksUpATextByItsHashAndAnIdInLowerCase) {
  EXPECT_CALL(store_, Find(_, KeyReference(SecretHash{"hash of " + kText}))).WillOnce(Return(std::nullopt));
  EXPECT_CALL(store_, Find(_, KeyReference(KeyId{"abcdefab-2222-4333-8444-555555555555"})))
      .WillOnce(Return(std::nullopt));

  EXPECT_THAT(keys_.Get({}, kText), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
  EXPECT_THAT(keys_.Get({}, "ABCDEFAB-2222-4333-8444-555555555555"), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
}

TEST_F(KeyDirectoryTest, DoesNotAskTheStoreForWhatCannotBeAKey) {
  EXPECT_THAT(keys_.Get({}, "nonsense"), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
  EXPECT_THAT(keys_.Get({}, kText.substr(1)), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
  EXPECT_THAT(keys_.Apply({}, KeyAction::kDelete, {kId, "nonsense"}),
              FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
}

TEST_F(KeyDirectoryTest, ADurationOfMinusOneRemovesTheExpiryAndNoneLeavesIt) {
  KeyChangeset never{std::nullopt, std::nullopt, std::nullopt, std::optional<std::optional<TimePoint>>(std::nullopt),
                     kNow};
  never.expires_at.emplace(std::nullopt);
  const KeyChangeset untouched{std::nullopt, std::nullopt, std::nullopt, std::nullopt, kNow};
  EXPECT_CALL(store_, Update(_, _, never)).WillOnce(Return(ApiKey()));
  EXPECT_CALL(store_, Update(_, _, untouched)).WillOnce(Return(ApiKey()));
  KeyUpdate update;
  update.duration = "-1";

  EXPECT_TRUE(keys_.Update({}, kId, update).ok());
  EXPECT_TRUE(keys_.Update({}, kId, {}).ok());
}

TEST_F(KeyDirectoryTest, AppliesToAllReferencesInOneCall) {
  const std::vector<KeyReference> references{KeyId{kId}, SecretHash{"hash of " + kText}};
  EXPECT_CALL(store_, Apply(_, KeyAction::kBlock, references, kNow))
      .WillOnce(Return(std::optional(std::vector<std::string>{kId})));

  EXPECT_THAT(*keys_.Apply({}, KeyAction::kBlock, {kId, kText}), ElementsAre(kId));
}

TEST_F(KeyDirectoryTest, AKeyIsActiveUnlessBlockedOrExpired) {
  ApiKey key;
  EXPECT_TRUE(keys_.IsActive(key));

  key.expires_at = kNow + 1us;
  EXPECT_TRUE(keys_.IsActive(key));
  key.expires_at = kNow;
  EXPECT_FALSE(keys_.IsActive(key));

  key.expires_at.reset();
  key.blocked = true;
  EXPECT_FALSE(keys_.IsActive(key));
}

}  // namespace
}  // namespace signalbox::identity
