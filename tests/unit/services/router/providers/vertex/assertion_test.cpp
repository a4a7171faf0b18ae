#include "services/router/providers/vertex/assertion.h"

#include <gtest/gtest.h>

#include "common/crypto/secret.h"
#include "common/status/error.h"
#include "tests/unit/services/router/providers/vertex/rsa_key.h"

namespace signalbox::router::vertex {
namespace {

TEST(Assertion, SaysWhoAsksForWhatAndIsSigned) {
  const testing::RsaKey key;
  const ServiceAccount account{"box@p.example", "key-1", key.Pem(), "https://oauth2.example/token"};

  const auto assertion = SignedAssertion(account, TimePoint(std::chrono::seconds(1'700'000'000)));

  ASSERT_TRUE(assertion.ok());
  const auto second = assertion->rfind('.');
  const auto first = assertion->find('.');
  EXPECT_EQ(*crypto::FromBase64Url(assertion->substr(0, first)), R"({"alg":"RS256","typ":"JWT","kid":"key-1"})");
  EXPECT_EQ(*crypto::FromBase64Url(assertion->substr(first + 1, second - first - 1)),
            R"({"iss":"box@p.example","scope":"https://www.googleapis.com/auth/cloud-platform",)"
            R"("aud":"https://oauth2.example/token","iat":1700000000,"exp":1700003600})");
  EXPECT_TRUE(key.Verifies(assertion->substr(0, second), *crypto::FromBase64Url(assertion->substr(second + 1))));
}

TEST(Assertion, AKeyThatIsNoneIsAConfigurationFault) {
  const ServiceAccount account{"box@p.example", "", "hunter2", "https://oauth2.example/token"};

  const absl::Status status = SignedAssertion(account, TimePoint()).status();

  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(MessageOf(status).find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace signalbox::router::vertex
