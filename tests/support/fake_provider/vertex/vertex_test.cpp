#include <ctime>
#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "tests/support/fake_provider/asked.h"
#include "tests/support/fake_provider/base64.h"

namespace signalbox::fake_provider {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using Json = nlohmann::json;

std::string Base64Url(std::string_view bytes) {
  std::string out = Base64(bytes);
  out.erase(out.find_last_not_of('=') + 1);
  std::replace(out.begin(), out.end(), '+', '-');
  std::replace(out.begin(), out.end(), '/', '_');
  return out;
}

std::string Sign(const std::string& pem, const std::string& message) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                      BIO_free);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  std::size_t size = 0;
  EVP_DigestSign(context.get(), nullptr, &size, bytes, message.size());
  std::string signature(size, '\0');
  EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, message.size());
  return signature;
}

class VertexTest : public ::testing::Test {
 protected:
  Json Claims() const {
    const std::int64_t now = std::time(nullptr);
    return {{"iss", account_.at("client_email")},
            {"aud", "http://here/token"},
            {"scope", "https://www.googleapis.com/auth/cloud-platform"},
            {"iat", now},
            {"exp", now + 3600}};
  }

  Asked Grant(const Json& claims, std::string_view tail = "") {
    const std::string signed_part = Base64Url(R"({"alg":"RS256","typ":"JWT"})") + "." + Base64Url(claims.dump());
    const std::string jwt =
        signed_part + "." + Base64Url(Sign(account_.at("private_key"), signed_part) + std::string(tail));
    return Ask(provider_, "POST", "/token", {{"host", "here"}},
               "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + jwt);
  }

  std::string Token() { return "Bearer " + Grant(Claims()).Json().at("access_token").get<std::string>(); }

  Asked Post(std::string_view publisher_and_model, std::string_view body, std::string_view authorization) {
    const std::string target = "/v1/projects/p/locations/l/publishers/" + std::string(publisher_and_model);
    return Ask(provider_, "POST", target, {{"authorization", authorization}}, body);
  }

  Provider provider_{Options{}};
  Json account_ = Json::parse(provider_.tokens().KeyFile("http://here/token"));
};

constexpr std::string_view kClaude =
    R"({"anthropic_version":"vertex-2023-10-16","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]})";
constexpr std::string_view kGemini = R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}]})";

TEST_F(VertexTest, CountsTheTokensItMints) {
  EXPECT_EQ(Grant(Claims()).Json().at("access_token"), "ya29.fake-1");
  EXPECT_EQ(Grant(Claims()).Json().at("access_token"), "ya29.fake-2");
}

TEST_F(VertexTest, RefusesAssertionsForOthersTooLongOrNotSigned) {
  Json elsewhere = Claims();
  elsewhere["aud"] = "http://there/token";
  Json for_ever = Claims();
  for_ever["exp"] = std::time(nullptr) + 86'400;

  EXPECT_THAT(Grant(elsewhere).body, HasSubstr("audience"));
  EXPECT_THAT(Grant(for_ever).body, HasSubstr("short-lived"));
  EXPECT_THAT(Grant(Claims(), "x").body, HasSubstr("Invalid JWT Signature"));
  EXPECT_EQ(Grant(Claims(), "x").status, 400);
}

TEST_F(VertexTest, AnswersOnlyToATokenItMintedAndOnlyWhileItLives) {
  const std::string good = Token();
  ASSERT_TRUE(provider_.scripts().Add(R"({"model":"/token","expires":0,"times":1})").ok());
  const std::string expired = Token();

  EXPECT_EQ(Post("google/models/g:generateContent", kGemini, good).status, 200);
  EXPECT_EQ(Post("google/models/g:generateContent", kGemini, expired).status, 401);
  EXPECT_EQ(Post("google/models/g:generateContent", kGemini, "Bearer ya29.other").status, 401);
}

TEST_F(VertexTest, SpeaksToClaudeWithoutAModelInTheBodyAndWithAVersion) {
  const std::string token = Token();
  const std::string_view with_model =
      R"({"model":"c","anthropic_version":"v","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]})";
  const std::string_view without_version = R"({"max_tokens":9,"messages":[{"role":"user","content":"Hi"}]})";

  EXPECT_EQ(
      Post("anthropic/models/claude%40001%3Btext=hi:rawPredict", kClaude, token).Json().at("content").at(0).at("text"),
      "hi");
  EXPECT_THAT(Post("anthropic/models/c:rawPredict", with_model, token).body, HasSubstr("model: Extra inputs"));
  EXPECT_THAT(Post("anthropic/models/c:rawPredict", without_version, token).body,
              HasSubstr("anthropic_version: Field"));
}

TEST_F(VertexTest, ErrorsOfTheFrontAreGooglesAndThoseOfClaudeAnthropics) {
  const std::string token = Token();

  EXPECT_EQ(Post("anthropic/models/c%3Bstatus=429:rawPredict", kClaude, token).Json().at("error").at("status"),
            "RESOURCE_EXHAUSTED");
  EXPECT_EQ(Post("anthropic/models/c%3Berror=overloaded:rawPredict", kClaude, token).Json().at("type"), "error");
}

TEST_F(VertexTest, WantsEveryTurnToNameItsRole) {
  const Asked asked = Post("google/models/g:generateContent", R"({"contents":[{"parts":[{"text":"Hi"}]}]})", Token());

  EXPECT_EQ(asked.status, 400);
  EXPECT_THAT(asked.body, HasSubstr("Please use a valid role"));
}

TEST_F(VertexTest, PredictsVectors) {
  const Json answer =
      Post("google/models/e%3Bdimensions=3:predict", R"({"instances":[{"content":"a"}]})", Token()).Json();

  EXPECT_THAT(answer.at("predictions").at(0).at("embeddings").at("values"), SizeIs(3));
}

}  // namespace
}  // namespace signalbox::fake_provider
