#include <fmt/format.h>

#include "common/status/error.h"
#include "tests/support/fake_provider/asked.h"
#include "tests/support/fake_provider/bedrock/event_framing.h"
#include "tests/support/fake_provider/bedrock/signature.h"

namespace signalbox::fake_provider::bedrock {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

// Signed by AWS's own SDK.
constexpr std::time_t kSignedAt = 1735787045;
const Headers kSigned = {
    {"Host", "127.0.0.1:8080"},
    {"Content-Type", "application/json"},
    {"X-Amz-Date", "20250102T030405Z"},
    {"X-Amz-Content-Sha256", "5e4ce7b36ba37b78a5d5f9fd08e6b7b54ba6879d651aa46ec9e1d6fa24ebe30a"},
    {"Authorization",
     "AWS4-HMAC-SHA256 Credential=AKIATESTTESTTESTTEST/20250102/us-east-1/bedrock/aws4_request, "
     "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, "
     "Signature=055325f3594868c7cf337ac06b56c4972f4b5daf544da4096ce2f73d538220cd"},
};
constexpr std::string_view kSignedPath = "/model/anthropic.claude-3-5-sonnet-20241022-v2%3A0/converse";
constexpr std::string_view kSignedBody = R"({"messages":[]})";

TEST(SignatureTest, AcceptsWhatAwsSigned) {
  const absl::Status checked = CheckSignature({"POST", kSignedPath, kSigned, kSignedBody}, kSignedAt);

  EXPECT_TRUE(checked.ok()) << checked;
}

TEST(SignatureTest, RefusesWhatWasChangedAfterSigning) {
  Headers moved = kSigned;
  moved[0].second = "elsewhere";

  EXPECT_FALSE(CheckSignature({"POST", kSignedPath, kSigned, R"({"messages":[1]})"}, kSignedAt).ok());
  EXPECT_FALSE(CheckSignature({"POST", "/model/m/converse", kSigned, kSignedBody}, kSignedAt).ok());
  EXPECT_FALSE(CheckSignature({"POST", kSignedPath, moved, kSignedBody}, kSignedAt).ok());
  EXPECT_FALSE(CheckSignature({"GET", kSignedPath, kSigned, kSignedBody}, kSignedAt).ok());
}

TEST(SignatureTest, RefusesWhatIsTooOldOrNotSigned) {
  const HttpRequest unsigned_request{"POST", kSignedPath, {}, kSignedBody};

  EXPECT_THAT(MessageOf(CheckSignature({"POST", kSignedPath, kSigned, kSignedBody}, kSignedAt + 301)),
              HasSubstr("Signature expired"));
  EXPECT_EQ(ReasonOf(CheckSignature(unsigned_request, kSignedAt)), "MissingAuthenticationTokenException");
}

TEST(EventFramingTest, FramesAnEventAsAwsDoes) {
  // Encoded by AWS's own SDK.
  constexpr std::string_view kExpected =
      "000000760000005296d5fade0b3a6576656e742d7479706507000c6d65737361676553746172740d3a636f6e74656e742d74797065070010"
      "6170706c69636174696f6e2f6a736f6e0d3a6d6573736167652d747970650700056576656e747b22726f6c65223a22617373697374616e74"
      "227d6fa8c599";
  EventFraming framing;

  std::string hex;
  for (const char c : framing.Frame({"messageStart", R"({"role":"assistant"})"})) {
    hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  }

  EXPECT_EQ(hex, kExpected);
}

class BedrockTest : public ::testing::Test {
 protected:
  Asked Post(std::string_view model, std::string_view messages, std::string_view action = "converse") {
    const std::string target = fmt::format("/model/{}/{}", model, action);
    return Ask(provider_, "POST", target, {{"authorization", "Bearer key"}},
               fmt::format(R"({{"messages":{}}})", messages));
  }

  std::string Refusal(std::string_view messages) {
    const Asked asked = Post("m", messages);
    EXPECT_EQ(asked.status, 400);
    EXPECT_THAT(asked.head, HasSubstr("x-amzn-errortype: validationexception"));
    return asked.Json().at("message");
  }

  Provider provider_{Options{}};
};

constexpr std::string_view kHello = R"([{"role":"user","content":[{"text":"Hi"}]}])";

TEST_F(BedrockTest, ConversesWithUsageApartFromTheCache) {
  const Json answer = Post("anthropic.claude-v2%3A1%3Btools=1%3Bprompt=20%3Bcached=4%3Bcache_write=2", kHello).Json();

  EXPECT_EQ(answer.at("stopReason"), "tool_use");
  EXPECT_EQ(answer.at("output").at("message").at("content").at(0).at("toolUse").at("input").at("city"), "Paris");
  EXPECT_EQ(answer.at("usage").at("inputTokens"), 14);
  EXPECT_EQ(answer.at("usage").at("cacheReadInputTokens"), 4);
}

TEST_F(BedrockTest, AnErrorInAStreamIsAnException) {
  const std::string body = Post("m%3Berror_after=2%3Berror=rate_limit_exceeded", kHello, "converse-stream").body;

  EXPECT_THAT(body, HasSubstr("throttlingException"));
  EXPECT_THAT(body, Not(HasSubstr("messageStop")));
}

TEST_F(BedrockTest, RefusesBadTurns) {
  EXPECT_THAT(Refusal(R"([{"role":"assistant","content":[{"text":"x"}]}])"), HasSubstr("start with a user message"));
  EXPECT_THAT(Refusal(R"([{"role":"user","content":[{"text":"x"}]},{"role":"user","content":[{"text":"x"}]}])"),
              HasSubstr("must alternate"));
  EXPECT_THAT(Refusal(R"([{"role":"user","content":[{"text":" "}]}])"), HasSubstr("is blank"));
  EXPECT_THAT(Refusal(R"([{"role":"user","content":[{"type":"text","text":"x"}]}])"),
              HasSubstr("extraneous key [type]"));
  EXPECT_THAT(Refusal(R"([{"role":"user","content":[{"toolResult":{"toolUseId":"a","content":[]}}]}])"),
              HasSubstr("exceeds the number of toolUse blocks"));
}

TEST_F(BedrockTest, RefusesCallersItCannotTell) {
  const Asked asked = Ask(provider_, "POST", "/model/m/converse", {}, "{}");

  EXPECT_EQ(asked.status, 403);
  EXPECT_THAT(asked.head, HasSubstr("x-amzn-errortype: missingauthenticationtokenexception"));
}

}  // namespace
}  // namespace signalbox::fake_provider::bedrock
