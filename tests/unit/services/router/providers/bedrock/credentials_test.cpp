#include "services/router/providers/bedrock/credentials.h"

#include <gtest/gtest.h>

namespace signalbox::router::bedrock {
namespace {

TEST(Credentials, AnAccessKeyWithItsSecret) {
  const auto credentials = ParseCredentials("AKIDEXAMPLE000000000:secret/+=");

  ASSERT_TRUE(credentials.ok());
  EXPECT_EQ(credentials->access_key_id, "AKIDEXAMPLE000000000");
  EXPECT_EQ(credentials->secret_access_key, "secret/+=");
  EXPECT_EQ(credentials->session_token, "");
  EXPECT_EQ(credentials->api_key, "");
}

TEST(Credentials, ASessionTokenIsTheThirdPart) {
  const auto credentials = ParseCredentials("ASIAEXAMPLE000000000:secret:token==");

  ASSERT_TRUE(credentials.ok());
  EXPECT_EQ(credentials->secret_access_key, "secret");
  EXPECT_EQ(credentials->session_token, "token==");
}

TEST(Credentials, WithoutAColonItIsAnApiKey) {
  const auto credentials = ParseCredentials("ABSKexample");

  ASSERT_TRUE(credentials.ok());
  EXPECT_EQ(credentials->api_key, "ABSKexample");
  EXPECT_EQ(credentials->access_key_id, "");
}

class BadCredentials : public ::testing::TestWithParam<const char*> {};

TEST_P(BadCredentials, AreRefused) {
  EXPECT_EQ(ParseCredentials(GetParam()).status().code(), absl::StatusCode::kInvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(All, BadCredentials,
                         ::testing::Values(":", "::", "AKIDEXAMPLE000000000:", "AKIDEXAMPLE000000000::token",
                                           "AKIDEXAMPLE000000000:secret:", "AKIDEXAMPLE000000000:secret:token:more",
                                           "short:secret", "akidexample000000000:secret"));

}  // namespace
}  // namespace signalbox::router::bedrock
