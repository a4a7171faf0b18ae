#include "services/router/providers/vertex/service_account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::router::vertex {
namespace {

using ::testing::HasSubstr;

TEST(ServiceAccountKey, IsReadFromItsFile) {
  const auto account = ParseServiceAccount(R"({
    "type": "service_account", "project_id": "p", "private_key_id": "id-1",
    "private_key": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    "client_email": "signalbox@p.iam.gserviceaccount.com", "token_uri": "https://oauth2.example/token"
  })");

  ASSERT_TRUE(account.ok()) << MessageOf(account.status());
  EXPECT_EQ(account->client_email, "signalbox@p.iam.gserviceaccount.com");
  EXPECT_EQ(account->private_key_id, "id-1");
  EXPECT_EQ(account->private_key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
  EXPECT_EQ(account->token_uri, "https://oauth2.example/token");
}

TEST(ServiceAccountKey, WithoutATokenUriGooglesIsUsed) {
  const auto account = ParseServiceAccount(R"({"type":"service_account","private_key":"k","client_email":"e"})");

  ASSERT_TRUE(account.ok());
  EXPECT_EQ(account->token_uri, "https://oauth2.googleapis.com/token");
}

TEST(ServiceAccountKey, WhatIsWrongIsNamed) {
  const auto failure = [](const std::string& text) { return MessageOf(ParseServiceAccount(text).status()); };

  EXPECT_THAT(failure("nonsense"), HasSubstr("no JSON object"));
  EXPECT_THAT(failure("[1]"), HasSubstr("no JSON object"));
  EXPECT_THAT(failure(R"({"type":"authorized_user"})"), HasSubstr("\"type\""));
  EXPECT_THAT(failure(R"({"type":"service_account","client_email":"e"})"), HasSubstr("\"private_key\""));
  EXPECT_THAT(failure(R"({"type":"service_account","private_key":"k"})"), HasSubstr("\"client_email\""));
  EXPECT_THAT(
      failure(R"({"type":"service_account","private_key":"k","client_email":"e","token_uri":"file:///etc/passwd"})"),
      HasSubstr("\"token_uri\""));
  EXPECT_THAT(failure(std::string(kMaxKeyFileBytes + 1, ' ')), HasSubstr("16 KiB"));
}

}  // namespace
}  // namespace signalbox::router::vertex
