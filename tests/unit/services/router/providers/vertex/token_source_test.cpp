#include "services/router/providers/vertex/token_source.h"

#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/unit/services/router/providers/vertex/rsa_key.h"
#include "tests/unit/services/router/providers/vertex/token_endpoint.h"

namespace signalbox::router::vertex {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing::TokenEndpoint;

using Answer = absl::StatusOr<std::string>;

class TokenSourceTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { key_ = new testing::RsaKey; }
  static void TearDownTestSuite() { delete std::exchange(key_, nullptr); }

  TokenSourceTest() { provider_.allow_private = true; }

  std::future<Answer> Ask(const std::string& key_file) {
    Account account;
    account.id = "a";
    account.api_key = key_file;
    auto promise = std::make_shared<std::promise<Answer>>();
    source_.Get(provider_, account, [promise](Answer answer) { promise->set_value(std::move(answer)); });
    return promise->get_future();
  }
  std::future<Answer> Ask(const TokenEndpoint& endpoint) { return Ask(testing::KeyFile(*key_, endpoint.url())); }

  static testing::RsaKey* key_;
  Provider provider_;
  upstream::Client client_{{}};
  ServiceAccountTokens source_{client_, SystemNow};
};

testing::RsaKey* TokenSourceTest::key_ = nullptr;

TEST_F(TokenSourceTest, ASignedAssertionIsExchangedForAToken) {
  const TokenEndpoint endpoint(200, R"({"access_token":"ya29.x","expires_in":3599,"token_type":"Bearer"})");

  EXPECT_EQ(*Ask(endpoint).get(), "ya29.x");

  ASSERT_THAT(endpoint.bodies(), SizeIs(1));
  EXPECT_THAT(endpoint.bodies()[0],
              StartsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJ"));
}

TEST_F(TokenSourceTest, ATokenIsKeptAndManyWhoAskAtOnceShareOneExchange) {
  TokenEndpoint endpoint(200, R"({"access_token":"t"})");
  endpoint.Hold();
  std::vector<std::future<Answer>> answers;
  for (int i = 0; i < 10; ++i) answers.push_back(Ask(endpoint));
  endpoint.Answer();
  for (auto& answer : answers) EXPECT_EQ(*answer.get(), "t");

  EXPECT_EQ(*Ask(endpoint).get(), "t");

  EXPECT_THAT(endpoint.bodies(), SizeIs(1));
}

TEST_F(TokenSourceTest, ARefusedKeyIsUnauthenticatedAndSaysWhy) {
  const TokenEndpoint endpoint(400, R"({"error":"invalid_grant","error_description":"secret things"})");

  const absl::Status status = Ask(endpoint).get().status();

  EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(MessageOf(status), "the token endpoint refused the key with 400: invalid_grant");
}

TEST_F(TokenSourceTest, AnEndpointThatFailsIsUnavailableAndNotAskedAgainAtOnce) {
  const TokenEndpoint endpoint(503, "<html>");

  EXPECT_EQ(Ask(endpoint).get().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Ask(endpoint).get().status().code(), absl::StatusCode::kUnavailable);

  EXPECT_THAT(endpoint.bodies(), SizeIs(1));
}

TEST_F(TokenSourceTest, ATokenThatCannotStandInAHeaderIsNone) {
  const TokenEndpoint endpoint(200, R"({"access_token":"a\r\nx-evil: 1"})");

  EXPECT_EQ(Ask(endpoint).get().status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(TokenSourceTest, AnAnswerWithoutEndIsNotKept) {
  const TokenEndpoint endpoint(200, std::string(100'000, ' '));

  EXPECT_THAT(MessageOf(Ask(endpoint).get().status()), HasSubstr("too large"));
}

TEST_F(TokenSourceTest, WithoutTlsNothingIsSentUnlessTheProviderMayBePrivate) {
  const TokenEndpoint endpoint(200, R"({"access_token":"t"})");
  provider_.allow_private = false;

  EXPECT_EQ(Ask(endpoint).get().status().code(), absl::StatusCode::kFailedPrecondition);

  EXPECT_THAT(endpoint.bodies(), SizeIs(0));
}

TEST_F(TokenSourceTest, AKeyThatIsNoneIsAConfigurationFault) {
  const absl::Status status = Ask("hunter2").get().status();

  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(MessageOf(status), HasSubstr("must be the JSON of a Google service account key"));
}

TEST_F(TokenSourceTest, WhoeverWaitsIsToldWhenTheClientGoes) {
  TokenEndpoint endpoint(200, R"({"access_token":"t"})");
  endpoint.Hold();
  auto client = std::make_unique<upstream::Client>(upstream::ClientOptions{});
  auto source = std::make_unique<ServiceAccountTokens>(*client, SystemNow);
  Account account;
  account.api_key = testing::KeyFile(*key_, endpoint.url());
  std::promise<Answer> told;
  source->Get(provider_, account, [&](Answer answer) { told.set_value(std::move(answer)); });
  endpoint.WaitForRequests(1);

  source.reset();
  client.reset();

  EXPECT_EQ(told.get_future().get().status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace signalbox::router::vertex
