#include "services/router/domain/validate.h"

#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::router {
namespace {

TEST(BaseUrl, AcceptsAddressesAndDropsTrailingSlashes) {
  EXPECT_EQ(*ParseBaseUrl("https://api.openai.com/v1"), "https://api.openai.com/v1");
  EXPECT_EQ(*ParseBaseUrl("http://127.0.0.1:8081/v1//"), "http://127.0.0.1:8081/v1");
  EXPECT_EQ(*ParseBaseUrl("http://[::1]:80"), "http://[::1]:80");
  EXPECT_EQ(*ParseBaseUrl("http://host"), "http://host");
}

class BadBaseUrl : public ::testing::TestWithParam<const char*> {};

TEST_P(BadBaseUrl, IsRefused) {
  EXPECT_EQ(ParseBaseUrl(GetParam()).status().code(), absl::StatusCode::kInvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(All, BadBaseUrl,
                         ::testing::Values("", "api.openai.com", "ftp://host", "file:///etc/passwd", "http://",
                                           "https:///v1", "http://user@host", "http://user:pass@host/v1",
                                           "http://host?x=1", "http://host/v1#top", "http://host:0",
                                           "http://host:", "http://host:65536", "http://host:8o", "http://ho st",
                                           "http://host\n", "http://[::1", "http://[]", "http://[::1]x",
                                           "http://host\\@evil", "HTTP//host"));

TEST(BaseUrl, AnErrorNeverRepeatsAPassword) {
  EXPECT_EQ(MessageOf(ParseBaseUrl("http://user:hunter2@host").status()).find("hunter2"), std::string::npos);
}

TEST(Names, AreBounded) {
  EXPECT_TRUE(CheckProviderName("open-ai-2").ok());
  EXPECT_FALSE(CheckProviderName("").ok());
  EXPECT_FALSE(CheckProviderName("Open").ok());
  EXPECT_FALSE(CheckProviderName(std::string(65, 'a')).ok());
  EXPECT_TRUE(CheckModelName("meta/llama-3:70b").ok());
  EXPECT_FALSE(CheckModelName(std::string(257, 'm')).ok());
  EXPECT_FALSE(CheckModelName("a\nb").ok());
  EXPECT_FALSE(CheckAccountName("").ok());
  EXPECT_FALSE(CheckApiKey("has space").ok());
  EXPECT_FALSE(CheckApiKey("line\r\nx-evil: 1").ok());
  EXPECT_TRUE(CheckWeight(0).ok());
  EXPECT_FALSE(CheckWeight(-1).ok());
  EXPECT_FALSE(CheckWeight(1001).ok());
}

}  // namespace
}  // namespace signalbox::router
