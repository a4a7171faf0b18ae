#include "services/router/providers/openai_compatible/presets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::router::openai_compatible {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

#define HEADER "preset,base_url,prefix,models,auth,endpoints,rename,drop,set\n"

std::string Failure(std::string_view csv) {
  return MessageOf(ParsePresets(csv).status());
}

TEST(Presets, AreCompiledIn) {
  EXPECT_GE(Presets().size(), 24u);
  for (const char* name :
       {"deepseek",   "mistral",   "groq",      "together",   "siliconflow", "qwen",       "moonshot",    "zhipu",
        "openrouter", "fireworks", "xai",       "perplexity", "cerebras",    "nvidia",     "vllm",        "ollama",
        "lmstudio",   "llamacpp",  "sambanova", "cohere",     "minimax",     "volcengine", "huggingface", "github"}) {
    EXPECT_NE(FindPreset(name), nullptr) << name;
  }
  EXPECT_EQ(FindPreset("acme"), nullptr);
  EXPECT_EQ(FindPreset(""), nullptr);
}

TEST(Presets, OnlyThoseOnTheSameMachineAreWithoutTls) {
  for (const Preset& preset : Presets()) {
    EXPECT_TRUE(preset.base_url.starts_with("https://") || preset.base_url.starts_with("http://localhost:"))
        << preset.name;
  }
}

TEST(Presets, QuirksAreRead) {
  EXPECT_THAT(FindPreset("mistral")->quirks.rename, Contains(Pair("seed", "random_seed")));
  EXPECT_THAT(FindPreset("groq")->quirks.drop, ElementsAre("logprobs", "logit_bias", "top_logprobs"));
  EXPECT_TRUE(FindPreset("xai")->quirks.empty());
  EXPECT_TRUE(FindPreset("groq")->responses);
  EXPECT_FALSE(FindPreset("groq")->embeddings);
}

TEST(Presets, ValuesToSetAreJson) {
  const auto presets = ParsePresets(HEADER "a,https://a,,/models,bearer,,,,x=true y=\"z\"\n");

  ASSERT_TRUE(presets.ok());
  EXPECT_THAT(presets->at(0).quirks.set, ElementsAre(Pair("x", "true"), Pair("y", "\"z\"")));
}

TEST(Presets, AWrongLineIsNamed) {
  EXPECT_THAT(Failure(HEADER "a,b"), HasSubstr("not nine columns: a,b"));
  EXPECT_THAT(Failure(HEADER "a,https://a,,/models,bearer,telepathy,,,"), HasSubstr("unknown endpoint: telepathy"));
  EXPECT_THAT(Failure(HEADER "a,https://a,,/models,bearer,,x>,,"), HasSubstr("not a pair: x>"));
  EXPECT_THAT(Failure(HEADER "b,https://a,,/models,bearer,,,,\na,https://a,,/models,bearer,,,,"), HasSubstr("order"));
  EXPECT_THAT(Failure("x,y\n"), HasSubstr("not the header"));
}

}  // namespace
}  // namespace signalbox::router::openai_compatible
