#include "tests/support/fake_provider/asked.h"

namespace signalbox::fake_provider {
namespace {

using ::testing::IsEmpty;
using Json = nlohmann::json;

constexpr std::string_view kChat = "/openai/deployments/my-gpt%3Btext=hi/chat/completions";

class AzureTest : public ::testing::Test {
 protected:
  Asked Post(std::string target, std::string_view body = R"({"messages":[]})",
             const Headers& headers = {{"api-key", "k"}}) {
    return Ask(provider_, "POST", target, headers, body);
  }

  Provider provider_{Options{}};
};

TEST_F(AzureTest, TheDeploymentIsTheModel) {
  const Json answer = Post(std::string(kChat) + "?api-version=2024-10-21").Json();

  EXPECT_EQ(answer.at("model"), "my-gpt;text=hi");
  EXPECT_EQ(answer.at("choices").at(0).at("message").at("content"), "hi");
  EXPECT_TRUE(answer.contains("prompt_filter_results"));
}

TEST_F(AzureTest, WantsAnApiVersionAndAKey) {
  EXPECT_EQ(Post(std::string(kChat)).status, 404);
  EXPECT_EQ(Post(std::string(kChat) + "?api-version=v", "{}", {}).status, 401);
  EXPECT_EQ(Post(std::string(kChat) + "?api-version=v", "{}", {{"api-key", "sk-bad"}}).status, 401);
}

TEST_F(AzureTest, AStreamStartsWithWhatTheFilterFound) {
  const auto events = Post(std::string(kChat) + "?api-version=v", R"({"messages":[],"stream":true})").Events();

  EXPECT_THAT(events.at(0).at("choices"), IsEmpty());
  EXPECT_TRUE(events.at(0).contains("prompt_filter_results"));
}

TEST_F(AzureTest, ABlockedPromptIsAnErrorThatSaysWhy) {
  const Asked asked = Post("/openai/deployments/d%3Bblocked=yes/chat/completions?api-version=v");

  EXPECT_EQ(asked.status, 400);
  EXPECT_EQ(asked.Json().at("error").at("innererror").at("code"), "ResponsibleAIPolicyViolation");
}

TEST_F(AzureTest, EmbedsAndSpeaksWithoutAVersionUnderV1) {
  const Asked embedded = Post("/openai/deployments/e%3Bdimensions=2/embeddings?api-version=v", R"({"input":"x"})");
  const Asked versionless = Post("/openai/v1/chat/completions", R"({"model":"m","messages":[]})");

  EXPECT_EQ(embedded.status, 200);
  EXPECT_EQ(versionless.status, 200);
}

}  // namespace
}  // namespace signalbox::fake_provider
