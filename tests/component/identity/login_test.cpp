#include <thread>

#include "services/identity/domain/first_admin.h"
#include "tests/component/identity/fixture.h"

namespace signalbox::identity {
namespace {

using absl::StatusCode;

class LoginTest : public IdentityTest {
 protected:
  LoginTest() {
    auto admin = MakeFirstAdmin({}, store_, secrets_, SystemNow(), "Admin@Localhost");
    if (!admin.ok() || !*admin) ADD_FAILURE() << admin.status();
    admin_ = **admin;
  }

  absl::StatusOr<v1::LoginResponse> Login(const std::string& email, const std::string& password) {
    v1::LoginRequest request;
    request.set_email(email);
    request.set_password(password);
    return Call(&Stub::Login, request);
  }

  postgres::Pool pool_{database_.OptionsFor("identity")};
  PgAdminStore store_{pool_};
  SodiumSecrets secrets_{std::string(32, 'p')};
  FirstAdmin admin_;
};

TEST_F(LoginTest, OpensASessionOfTwelveHoursThatActsForThePerson) {
  const auto session = Login(" ADMIN@localhost ", admin_.password);

  ASSERT_TRUE(session.ok()) << session.status();
  EXPECT_TRUE(session->must_change_password());
  const auto identity = Authenticate(session->token());
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->principal().role(), common::v1::PROXY_ADMIN);
  EXPECT_NE(identity->principal().user_id(), "");
  EXPECT_EQ(identity->principal().key_id(), "");
  EXPECT_EQ(identity->expire_time().seconds(), session->expire_time().seconds());
  EXPECT_NEAR(session->expire_time().seconds(), std::time(nullptr) + 12 * 3600, 60);
}

TEST_F(LoginTest, DoesNotSayWhichPartWasWrong) {
  const auto wrong_password = Login("admin@localhost", "wrong");
  const auto wrong_email = Login("nobody@localhost", admin_.password);

  EXPECT_THAT(wrong_password, FailsWith(StatusCode::kUnauthenticated, "LOGIN_FAILED"));
  EXPECT_THAT(wrong_email, FailsWith(StatusCode::kUnauthenticated, "LOGIN_FAILED"));
  EXPECT_EQ(wrong_password.status().message(), wrong_email.status().message());
}

TEST_F(LoginTest, AMissingPartIsNamed) {
  EXPECT_THAT(MessageOf(Login("", "x").status()), testing::HasSubstr("email"));
  EXPECT_THAT(MessageOf(Login("a@b", "").status()), testing::HasSubstr("password"));
}

TEST_F(LoginTest, TheTokenIsNotInTheDatabase) {
  const auto session = Login("admin@localhost", admin_.password);

  const pqxx::result rows = database_.Execute("SELECT s::text FROM identity.session s");

  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0].as<std::string>().find(session->token()), std::string::npos);
}

TEST_F(LoginTest, AnExpiredSessionAndAVanishedOneHaveExpired) {
  const auto expired = Login("admin@localhost", admin_.password);
  database_.Execute("UPDATE identity.session SET expires_at = now() - interval '1 second'");
  EXPECT_THAT(Authenticate(expired->token()), FailsWith(StatusCode::kUnauthenticated, "SESSION_EXPIRED"));

  database_.Execute("DELETE FROM identity.session");
  EXPECT_THAT(Authenticate(expired->token()), FailsWith(StatusCode::kUnauthenticated, "SESSION_EXPIRED"));
}

TEST_F(LoginTest, APersonHasAtMostTwentySessionsAndTheOldestGoFirst) {
  const auto user = store_.FindUser({}, "admin@localhost");
  const TimePoint now = SystemNow();
  for (int i = 0; i < 25; ++i) {
    ASSERT_TRUE(store_
                    .AddSession({}, (*user)->id, secrets_.HashOf(std::to_string(i)), now + std::chrono::seconds(i),
                                now + std::chrono::hours(12))
                    .ok());
  }

  EXPECT_EQ(database_.Execute("SELECT count(*) FROM identity.session")[0][0].as<int>(), 20);
  EXPECT_FALSE(store_.FindSession({}, secrets_.HashOf("4"))->has_value());
  EXPECT_TRUE(store_.FindSession({}, secrets_.HashOf("5"))->has_value());
}

TEST_F(LoginTest, ManyFailuresHaveToWait) {
  for (int i = 0; i < 5; ++i) (void)Login("victim@localhost", "wrong");

  const auto waiting = Login("victim@localhost", "wrong");

  EXPECT_THAT(waiting, FailsWith(StatusCode::kResourceExhausted, "RATE_LIMITED"));
  EXPECT_GT(std::stoi(MetadataOf(waiting.status())["retry_after_ms"]), 0);
  EXPECT_TRUE(Login("admin@localhost", admin_.password).ok()) << "others need not wait";
}

TEST_F(LoginTest, TheFirstAdminKeyMayDoEverything) {
  EXPECT_EQ(Authenticate(admin_.admin_key)->principal().role(), common::v1::PROXY_ADMIN);
}

}  // namespace
}  // namespace signalbox::identity
