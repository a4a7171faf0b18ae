#include "services/router/providers/bedrock/sigv4.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signalbox::router::bedrock {
namespace {

using ::testing::HasSubstr;

constexpr TimePoint kSigningTime{std::chrono::seconds(1'440'938'160)};  // 2015-08-30 12:36:00 UTC.
constexpr const char* kToken =
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthA"
    "x7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY"
    "9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

Credentials Example(const std::string& token = "") {
  return {"", "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token};
}

std::string HeaderOf(const ProviderCall& call, std::string_view name) {
  for (const auto& [key, value] : call.headers) {
    if (key == name) return value;
  }
  return "";
}

/// A case of AWS's Signature Version 4 test suite: https://example.amazonaws.com, region us-east-1, service "service".
struct SuiteCase {
  const char* name;
  const char* method;
  const char* target;
  HttpHeaders headers;
  const char* body;
  const char* token;
  const char* signature;
};

class TestSuite : public ::testing::TestWithParam<SuiteCase> {};

TEST_P(TestSuite, GivesThePublishedSignature) {
  ProviderCall call{GetParam().method, std::string("https://example.amazonaws.com") + GetParam().target,
                    GetParam().headers, GetParam().body};

  Sign(Example(GetParam().token), {"us-east-1", "service", kSigningTime}, call);

  const std::string authorization = HeaderOf(call, "authorization");
  EXPECT_THAT(
      authorization,
      HasSubstr("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="));
  EXPECT_THAT(authorization, HasSubstr(std::string(", Signature=") + GetParam().signature));
  EXPECT_EQ(HeaderOf(call, "x-amz-date"), "20150830T123600Z");
}

// clang-format off
const SuiteCase kSuite[] = {
    {"get_header_key_duplicate", "GET", "/", {{"my-header1", "value2,value2,value1"}}, "", "", "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
    {"get_header_value_multiline", "GET", "/", {{"my-header1", "value1,value2,value3"}}, "", "", "ba17b383a53190154eb5fa66a1b836cc297cc0a3d70a5d00705980573d8ff790"},
    {"get_header_value_order", "GET", "/", {{"my-header1", "value4,value1,value3,value2"}}, "", "", "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"},
    {"get_header_value_trim", "GET", "/", {{"my-header1", "value1"}, {"my-header2", "\"a   b   c\""}}, "", "", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
    {"get_unreserved", "GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", {}, "", "", "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
    {"get_utf8", "GET", "/ሴ", {}, "", "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"},
    {"get_vanilla", "GET", "/", {}, "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
    {"get_vanilla_empty_query_key", "GET", "/?Param1=value1", {}, "", "", "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"},
    {"get_vanilla_query", "GET", "/", {}, "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
    {"get_vanilla_query_order_key_case", "GET", "/?Param2=value2&Param1=value1", {}, "", "", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
    {"get_vanilla_query_unreserved", "GET", "/?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", {}, "", "", "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"},
    {"get_vanilla_utf8_query", "GET", "/?%E1%88%B4=bar", {}, "", "", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"},
    {"post_header_key_case", "POST", "/", {}, "", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
    {"post_header_key_sort", "POST", "/", {{"my-header1", "value1"}}, "", "", "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
    {"post_header_value_case", "POST", "/", {{"my-header1", "VALUE1"}}, "", "", "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"},
    {"post_sts_header_after", "POST", "/", {}, "", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
    {"post_sts_header_before", "POST", "/", {}, "", kToken, "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"},
    {"post_vanilla", "POST", "/", {}, "", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
    {"post_vanilla_empty_query_value", "POST", "/?Param1=value1", {}, "", "", "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"},
    {"post_vanilla_query", "POST", "/?Param1=value1", {}, "", "", "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"},
    {"post_vanilla_query_nonunreserved", "POST", "/?%40%23%24%25%5E=&%2B=%2F%2C%3F%3E%3C%60%22%3B%3A%5C%7C%5D%5B%7B%7D", {}, "", "", "66c82657c86e26fb25238d0e69f011edc4c6df5ae71119d7cb98ed9b87393c1e"},
    {"post_vanilla_query_space", "POST", "/?p=", {}, "", "", "e71688addb58a26418614085fb730ba3faa623b461c17f48f2fbdb9361b94a9b"},
    {"post_x_www_form_urlencoded", "POST", "/", {{"content-type", "application/x-www-form-urlencoded"}}, "Param1=value1", "", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"},
    {"post_x_www_form_urlencoded_parameters", "POST", "/", {{"content-type", "application/x-www-form-urlencoded; charset=utf8"}}, "Param1=value1", "", "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Cases, TestSuite, ::testing::ValuesIn(kSuite),
                         [](const auto& info) { return std::string(info.param.name); });

// What AWS's own JavaScript SDK signs for the same requests.
constexpr const char* kBodyHash = "5e4ce7b36ba37b78a5d5f9fd08e6b7b54ba6879d651aa46ec9e1d6fa24ebe30a";

TEST(Signature, APathThatIsEncodedIsEncodedOnceMoreToBeSigned) {
  ProviderCall call{"POST",
                    "https://bedrock-runtime.us-east-1.amazonaws.com/model/"
                    "anthropic.claude-3-5-sonnet-20241022-v2%3A0/converse",
                    {{"content-type", "application/json"}, {"x-amz-content-sha256", kBodyHash}},
                    R"({"messages":[]})"};

  Sign(Example(), {"us-east-1", "bedrock", kSigningTime}, call);

  EXPECT_EQ(HeaderOf(call, "authorization"),
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/bedrock/aws4_request, "
            "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, "
            "Signature=7f33a2aef5d95047971c8ec932a349db5e243179c5f45608f3900e1e5d07f648");
}

TEST(Signature, ASessionTokenIsSentAndSigned) {
  ProviderCall call{"POST",
                    "https://bedrock-runtime.us-east-1.amazonaws.com/model/"
                    "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2F"
                    "us.anthropic.claude-sonnet-4-20250514-v1%3A0/converse-stream",
                    {{"content-type", "application/json"}, {"x-amz-content-sha256", kBodyHash}},
                    R"({"messages":[]})"};

  Sign(Example("IQoJ/token=="), {"us-east-1", "bedrock", kSigningTime}, call);

  EXPECT_EQ(HeaderOf(call, "x-amz-security-token"), "IQoJ/token==");
  EXPECT_THAT(HeaderOf(call, "authorization"),
              HasSubstr("Signature=6a19d6896065ac50254f9344654df74bb99a195b90f50e704407b23244089719"));
}

TEST(Signature, APortIsPartOfTheHostUnlessItIsTheSchemesOwn) {
  const auto sign = [](const std::string& url) {
    ProviderCall call{"POST", url, {}, ""};
    Sign(Example(), {"us-east-1", "bedrock", kSigningTime}, call);
    return HeaderOf(call, "authorization");
  };

  EXPECT_EQ(sign("https://h/x"), sign("https://h:443/x"));
  EXPECT_EQ(sign("http://h/x"), sign("http://h:80/x"));
  EXPECT_NE(sign("http://h/x"), sign("http://h:8080/x"));
}

}  // namespace
}  // namespace signalbox::router::bedrock
