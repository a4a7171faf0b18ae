#include "services/router/providers/bedrock/bedrock_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/router/providers/calls.h"

namespace signalbox::router::bedrock {
namespace {

using namespace router::testing;  // NOLINT: this folder's fixtures.
using llm::v1::BEDROCK_CONVERSE;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const Provider kProvider = ProviderAt("https://bedrock-runtime.eu-west-1.amazonaws.com", {{"region", "eu-west-1"}});
constexpr const char* kKey = "AKIDEXAMPLE000000000:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

absl::StatusOr<ProviderCall> CallOf(const std::string& key, bool stream = false) {
  return BedrockApi().Call(kProvider, AccountWith(key),
                           Generate(BEDROCK_CONVERSE, "anthropic.claude-3-5-sonnet-20241022-v2:0", stream), "",
                           kCallTime);
}

TEST(Bedrock, ConverseIsSpokenWhateverTheCallerSpeaks) {
  EXPECT_EQ(*BedrockApi().DialectFor(kProvider, {llm::v1::GENERATE, llm::v1::ANTHROPIC_MESSAGES, "m"}),
            BEDROCK_CONVERSE);
  EXPECT_TRUE(
      absl::IsUnimplemented(BedrockApi().DialectFor(kProvider, {llm::v1::EMBED, llm::v1::OPENAI_CHAT, "m"}).status()));
}

TEST(Bedrock, TheModelsIdIsOneEncodedSegmentOfThePath) {
  EXPECT_EQ(
      CallOf(kKey)->url,
      "https://bedrock-runtime.eu-west-1.amazonaws.com/model/anthropic.claude-3-5-sonnet-20241022-v2%3A0/converse");
  EXPECT_THAT(CallOf(kKey, true)->url, ::testing::EndsWith("v2%3A0/converse-stream"));
}

TEST(Bedrock, AnAccessKeySignsAndItsSecretStaysHere) {
  std::string key = kKey;
  key += ":token";

  const auto call = CallOf(key);

  ASSERT_TRUE(call.ok());
  EXPECT_THAT(HeaderOf(*call, "authorization"),
              StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE000000000/20150830/eu-west-1/bedrock/aws4_request, "
                         "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, "));
  EXPECT_EQ(HeaderOf(*call, "x-amz-security-token"), "token");
  for (const auto& [name, value] : call->headers) EXPECT_THAT(value, ::testing::Not(HasSubstr("wJalr"))) << name;
}

TEST(Bedrock, AnApiKeyIsABearerToken) {
  const auto call = CallOf("ABSKexample");

  EXPECT_EQ(HeaderOf(*call, "authorization"), "Bearer ABSKexample");
  EXPECT_EQ(HeaderOf(*call, "x-amz-date"), "");
}

TEST(Bedrock, AKeyThatIsNoneIsAConfigurationFault) {
  EXPECT_TRUE(absl::IsFailedPrecondition(CallOf("a:b").status()));
}

TEST(Bedrock, AProbeListsModelsWithTheOtherHalfOfTheService) {
  const auto call = BedrockApi().Probe(kProvider, AccountWith(kKey), "", kCallTime);

  EXPECT_EQ(call->method, "GET");
  EXPECT_EQ(call->url, "https://bedrock.eu-west-1.amazonaws.com/foundation-models");
  EXPECT_THAT(HeaderOf(*call, "authorization"), StartsWith("AWS4-HMAC-SHA256 "));
}

TEST(Bedrock, AStreamIsAwssOwn) {
  EXPECT_TRUE(BedrockApi().IsStream("application/vnd.amazon.eventstream"));
  EXPECT_FALSE(BedrockApi().IsStream("application/json"));
  EXPECT_NE(BedrockApi().NewDeframer(), nullptr);
}

}  // namespace
}  // namespace signalbox::router::bedrock
