#include "services/identity/domain/first_admin.h"

#include <gtest/gtest.h>

#include "services/identity/domain/credential_text.h"
#include "tests/unit/services/identity/mocks.h"

namespace signalbox::identity {
namespace {

using ::testing::_;
using ::testing::AllOf;
using ::testing::Field;
using ::testing::Return;
using ::testing::StrictMock;
using namespace std::chrono_literals;

constexpr TimePoint kNow{1'700'000'000s};

class FirstAdminTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::optional<FirstAdmin>> Make() {
    return MakeFirstAdmin({}, store_, secrets_, kNow, "Admin@LocalHost");
  }

  StrictMock<MockAdminStore> store_;
  FakeSecrets secrets_;
};

TEST_F(FirstAdminTest, StoresHashesOfWhatItShows) {
  const std::string password(20, 'A');
  const std::string key = CredentialText(CredentialKind::kKey, std::string(43, 'B'));
  EXPECT_CALL(store_, HasUsers).WillOnce(Return(false));
  EXPECT_CALL(store_, AddFirst(_,
                               AllOf(Field(&User::email, "admin@localhost"), Field(&User::must_change_password, true),
                                     Field(&User::password_hash, "slow hash of " + password)),
                               Field(&ApiKey::type, KeyType::kManagement), SecretHash{"hash of " + key}))
      .WillOnce(Return(true));

  const auto admin = Make();

  EXPECT_EQ((*admin)->email, "admin@localhost");
  EXPECT_EQ((*admin)->password, password);
  EXPECT_EQ((*admin)->admin_key, key);
}

TEST_F(FirstAdminTest, WithUsersThereIsNothingToDo) {
  EXPECT_CALL(store_, HasUsers).WillOnce(Return(true));

  EXPECT_EQ(Make()->has_value(), false);
}

TEST_F(FirstAdminTest, ShowsNothingWhenSomebodyElseWasFirst) {
  EXPECT_CALL(store_, HasUsers).WillOnce(Return(false));
  EXPECT_CALL(store_, AddFirst).WillOnce(Return(false));

  EXPECT_EQ(Make()->has_value(), false);
}

}  // namespace
}  // namespace signalbox::identity
