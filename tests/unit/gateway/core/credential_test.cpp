#include "gateway/admission/credential.h"

#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

http::Request With(http::Headers headers) {
  http::Request request;
  request.headers = std::move(headers);
  return request;
}

void ExpectMissing(const http::Request& request) {
  const auto credential = CredentialOf(request);
  ASSERT_FALSE(credential.ok()) << *credential;
  EXPECT_EQ(credential.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(ReasonOf(credential.status()), "KEY_MISSING");
  EXPECT_EQ(MessageOf(credential.status()), "missing or invalid authorization header");
}

TEST(CredentialTest, XApiKeyWinsOverAuthorization) {
  const auto request = With({{"authorization", "Bearer other"}, {"x-api-key", "mine"}});
  EXPECT_EQ(*CredentialOf(request), "mine");
}

TEST(CredentialTest, EmptyXApiKeyDoesNotFallBackToAuthorization) {
  ExpectMissing(With({{"x-api-key", ""}, {"authorization", "Bearer other"}}));
}

TEST(CredentialTest, BearerIsReadInAnyCaseAndWithAnyBlanks) {
  EXPECT_EQ(*CredentialOf(With({{"authorization", "Bearer key"}})), "key");
  EXPECT_EQ(*CredentialOf(With({{"authorization", " bEARER  \t key "}})), "key");
}

TEST(CredentialTest, BareKeyInAuthorizationIsRead) {
  EXPECT_EQ(*CredentialOf(With({{"authorization", "sk-sb-key"}})), "sk-sb-key");
}

TEST(CredentialTest, NothingPresentedIsMissing) {
  ExpectMissing(With({}));
  ExpectMissing(With({{"authorization", ""}}));
  ExpectMissing(With({{"authorization", "Bearer"}}));
  ExpectMissing(With({{"authorization", "Bearer "}}));
}

TEST(CredentialTest, AnotherSchemeIsRefusedUnseen) {
  ExpectMissing(With({{"authorization", "Basic dXNlcjpwYXNz"}}));
}

TEST(CredentialTest, WhatCannotBeAKeyIsRefusedUnseen) {
  ExpectMissing(With({{"x-api-key", std::string(kMaxCredentialBytes + 1, 'a')}}));
  ExpectMissing(With({{"x-api-key", "two words"}}));
  ExpectMissing(With({{"x-api-key", "caf\xc3\xa9"}}));
  EXPECT_TRUE(CredentialOf(With({{"x-api-key", std::string(kMaxCredentialBytes, 'a')}})).ok());
}

TEST(CredentialTest, GooglePlacesCountOnGooglesRoutesOnly) {
  http::Request request = With({{"x-goog-api-key", "header"}});
  EXPECT_FALSE(CredentialOf(request).ok());
  EXPECT_EQ(*CredentialOf(request, KeyPlaces::kGoogle), "header");
  request = With({});
  request.query = "alt=sse&key=query&x=1";
  EXPECT_FALSE(CredentialOf(request).ok());
  EXPECT_EQ(*CredentialOf(request, KeyPlaces::kGoogle), "query");
  request = With({{"x-api-key", "first"}, {"x-goog-api-key", "second"}});
  EXPECT_EQ(*CredentialOf(request, KeyPlaces::kGoogle), "first");
  request = With({});
  request.query = "monkey=no";
  EXPECT_FALSE(CredentialOf(request, KeyPlaces::kGoogle).ok());
}

}  // namespace
}  // namespace signalbox::gateway
