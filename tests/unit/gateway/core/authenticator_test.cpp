#include "gateway/admission/authenticator.h"

#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/unit/gateway/core/fake_services.h"

namespace signalbox::gateway {
namespace {

class AuthenticatorTest : public ::testing::Test {
 protected:
  AuthenticatorTest() { cache_->OnConnected(1); }
  ~AuthenticatorTest() override { identity_->waiting.clear(); }  // An open question holds the authenticator.

  void Ask(const std::string& credential) {
    authenticator_->Authenticate({}, credential, [this](Authenticator::Result result) { results_.push_back(result); });
  }

  std::shared_ptr<KeyCache> cache_ = std::make_shared<KeyCache>(KeyCacheOptions{});
  std::shared_ptr<FakeIdentity> identity_ = std::make_shared<FakeIdentity>();
  std::shared_ptr<Authenticator> authenticator_ = std::make_shared<Authenticator>(cache_, identity_);
  std::vector<Authenticator::Result> results_;
};

absl::Status Refused(const std::string& reason) {
  return Error(absl::StatusCode::kUnauthenticated, reason, "whatever identity says");
}

TEST_F(AuthenticatorTest, AsksOnceAndThenKnows) {
  Ask("secret");
  identity_->Answer(FakeIdentity::Caller("a", 1));
  Ask("secret");

  ASSERT_EQ(results_.size(), 2U);
  EXPECT_EQ((*results_[1])->principal.key_id, "a");
  EXPECT_EQ(identity_->credentials.size(), 1U);
}

TEST_F(AuthenticatorTest, AHundredCallersWaitForOneQuestion) {
  for (int i = 0; i < 100; ++i) Ask("secret");
  EXPECT_EQ(identity_->credentials.size(), 1U);

  identity_->Answer(FakeIdentity::Caller("a", 1));

  EXPECT_EQ(results_.size(), 100U);
}

TEST_F(AuthenticatorTest, DifferentCredentialsDoNotWaitForEachOther) {
  Ask("one");
  Ask("two");
  EXPECT_EQ(identity_->credentials.size(), 2U);
}

TEST_F(AuthenticatorTest, CarriesModelsRoleAndExpiry) {
  auto answer = FakeIdentity::Caller("a", 1, common::v1::PROXY_ADMIN);
  answer.add_models("gpt");
  answer.mutable_expire_time()->set_seconds(4'000'000'000);

  Ask("secret");
  identity_->Answer(answer);

  const Caller& caller = **results_[0];
  EXPECT_EQ(caller.principal.role, Role::kProxyAdmin);
  EXPECT_EQ(caller.models.texts(), std::vector<std::string>{"gpt"});
  EXPECT_EQ(caller.expires_at, TimePoint(std::chrono::seconds(4'000'000'000)));
}

TEST_F(AuthenticatorTest, AsksAgainWhenAChangeOvertookTheAnswer) {
  Ask("secret");
  cache_->OnChange(2, {"a"});

  identity_->Answer(FakeIdentity::Caller("a", 1));

  EXPECT_TRUE(results_.empty());
  ASSERT_EQ(identity_->credentials.size(), 2U);
  identity_->Answer(Refused("KEY_BLOCKED"));
  ASSERT_EQ(results_.size(), 1U);
  EXPECT_EQ(MessageOf(results_[0].status()), "api key is blocked");
}

TEST_F(AuthenticatorTest, AsksAgainWhenAChangeOvertookARefusal) {
  Ask("secret");
  cache_->OnChange(2, {"a"});

  identity_->Answer(Refused("KEY_BLOCKED"));
  identity_->Answer(FakeIdentity::Caller("a", 2));

  ASSERT_EQ(results_.size(), 1U);
  EXPECT_TRUE(results_[0].ok());
}

TEST_F(AuthenticatorTest, WhoComesAfterTheAnswerWasReadDoesNotGetIt) {
  Ask("secret");
  cache_->OnChange(2, {"a"});
  identity_->Answer(FakeIdentity::Caller("a", 1));

  Ask("secret");

  EXPECT_EQ(identity_->credentials.size(), 3U);
}

TEST_F(AuthenticatorTest, GivesUpAsAnOutageWhenAnswersAreOvertakenForEver) {
  Ask("secret");
  for (std::int64_t revision = 2; !identity_->waiting.empty(); ++revision) {
    cache_->OnChange(revision, {"a"});
    identity_->Answer(FakeIdentity::Caller("a", revision - 1));
  }

  ASSERT_EQ(results_.size(), 1U);
  EXPECT_EQ(results_[0].status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(AuthenticatorTest, EveryRefusalHasItsMessage) {
  const std::pair<std::string, std::string> kRows[] = {{"KEY_UNKNOWN", "invalid api key"},
                                                       {"KEY_BLOCKED", "api key is blocked"},
                                                       {"KEY_EXPIRED", "api key has expired"},
                                                       {"SESSION_EXPIRED", "session has expired"},
                                                       {"", "invalid api key"}};
  for (const auto& [reason, message] : kRows) {
    Ask("secret-" + reason);
    identity_->Answer(Refused(reason));
    EXPECT_EQ(results_.back().status().code(), absl::StatusCode::kUnauthenticated);
    EXPECT_EQ(MessageOf(results_.back().status()), message);
  }
}

TEST_F(AuthenticatorTest, RemembersARefusal) {
  Ask("wrong");
  identity_->Answer(Refused("KEY_UNKNOWN"));
  Ask("wrong");

  EXPECT_EQ(identity_->credentials.size(), 1U);
  EXPECT_EQ(results_[1].status().code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(AuthenticatorTest, AnOutageIsNeverAWrongKeyAndNeverRemembered) {
  for (const absl::Status& outage : {absl::UnavailableError("away"), absl::DeadlineExceededError("slow"),
                                     absl::InternalError("broken"), absl::PermissionDeniedError("odd")}) {
    Ask("secret");
    identity_->Answer(outage);
    EXPECT_EQ(results_.back().status().code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(ReasonOf(results_.back().status()), "IDENTITY_UNAVAILABLE");
  }
  EXPECT_EQ(identity_->credentials.size(), 4U);
}

TEST_F(AuthenticatorTest, AnswersWithoutIdentityWhileTheWatchIsAway) {
  Ask("secret");
  identity_->Answer(FakeIdentity::Caller("a", 1));
  cache_->OnLost();

  Ask("secret");

  ASSERT_EQ(results_.size(), 2U);
  EXPECT_TRUE(results_[1].ok());
}

}  // namespace
}  // namespace signalbox::gateway
