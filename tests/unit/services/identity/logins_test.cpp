#include "services/identity/domain/logins.h"

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

class LoginsTest : public ::testing::Test {
 protected:
  LoginsTest() {
    user_.id = "user";
    user_.password_hash = "slow hash of right";
    user_.must_change_password = true;
  }
  void Knows(const std::optional<User>& user) {
    EXPECT_CALL(store_, FindUser(_, "a@b.c")).WillRepeatedly(Return(user));
  }

  User user_;
  TimePoint now_ = kNow;
  StrictMock<MockAdminStore> store_;
  FakeSecrets secrets_;
  Logins logins_{store_, secrets_, [this] { return now_; }};
};

TEST_F(LoginsTest, OpensASessionOfTwelveHoursAndStoresTheHashOfItsToken) {
  const std::string token = CredentialText(CredentialKind::kSession, std::string(43, 'A'));
  Knows(user_);
  EXPECT_CALL(store_, AddSession(_, "user", SecretHash{"hash of " + token}, kNow, kNow + 12h))
      .WillOnce(Return(absl::OkStatus()));

  const auto session = logins_.Open({}, " A@B.c\n", "right");

  EXPECT_EQ(session->token, token);
  EXPECT_EQ(session->expires_at, kNow + 12h);
  EXPECT_TRUE(session->must_change_password);
}

TEST_F(LoginsTest, AnUnknownAddressCostsAsMuchAsAWrongPassword) {
  Knows(std::nullopt);

  EXPECT_THAT(logins_.Open({}, "a@b.c", "x"), FailsWith(StatusCode::kUnauthenticated, "LOGIN_FAILED"));
  EXPECT_EQ(secrets_.passwords_checked, 1);
}

TEST_F(LoginsTest, AfterFiveFailuresNoPasswordIsEvenLookedAt) {
  Knows(user_);
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(logins_.Open({}, "a@b.c", "wrong"), FailsWith(StatusCode::kUnauthenticated, "LOGIN_FAILED"));
  }

  EXPECT_THAT(logins_.Open({}, "A@b.c", "right"), FailsWith(StatusCode::kResourceExhausted, "RATE_LIMITED"));
  EXPECT_EQ(secrets_.passwords_checked, 5);
}

TEST_F(LoginsTest, AfterWaitingTheRightPasswordOpens) {
  Knows(user_);
  EXPECT_CALL(store_, AddSession).WillOnce(Return(absl::OkStatus()));
  for (int i = 0; i < 5; ++i) (void)logins_.Open({}, "a@b.c", "wrong");

  now_ += 1s;

  EXPECT_TRUE(logins_.Open({}, "a@b.c", "right").ok());
}

TEST_F(LoginsTest, AStoreThatIsAwayIsNoFailureOfThePerson) {
  EXPECT_CALL(store_, FindUser).WillRepeatedly(Return(Error(StatusCode::kUnavailable, "", "away")));

  for (int i = 0; i < 10; ++i) {
    EXPECT_THAT(logins_.Open({}, "a@b.c", "right"), FailsWith(StatusCode::kUnavailable, ""));
  }
}

TEST_F(LoginsTest, HugePasswordsAreNotHashed) {
  EXPECT_THAT(logins_.Open({}, "a@b.c", std::string(1025, 'x')),
              FailsWith(StatusCode::kUnauthenticated, "LOGIN_FAILED"));
  EXPECT_EQ(secrets_.passwords_checked, 0);
}

}  // namespace
}  // namespace signalbox::identity
