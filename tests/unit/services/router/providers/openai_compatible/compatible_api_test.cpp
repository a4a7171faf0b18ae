#include "services/router/providers/openai_compatible/compatible_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/router/providers/openai_compatible/quirks.h"
#include "tests/unit/services/router/providers/calls.h"

namespace signalbox::router::openai_compatible {
namespace {

using namespace testing;  // NOLINT: this folder's fixtures.
using llm::v1::OPENAI_CHAT;
using llm::v1::OPENAI_COMPLETIONS;
using llm::v1::OPENAI_RESPONSES;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Provider With(const std::string& preset) {
  return ProviderAt(std::string(FindPreset(preset)->base_url), {{"preset", preset}});
}

ProviderCall CallOf(const Provider& provider, Written written, const std::string& key = "k") {
  return *CompatibleApi().Call(provider, AccountWith(key), std::move(written), "", kCallTime);
}

TEST(Compatible, WithoutAPresetTheBodyIsLeftAlone) {
  const std::string body = R"({"model":"m",  "max_completion_tokens":1.0,"logit_bias":{}})";

  const ProviderCall call = CallOf(ProviderAt("http://gpu:8000/v1"), Generate(OPENAI_CHAT, "m", false, body));

  EXPECT_EQ(call.url, "http://gpu:8000/v1/chat/completions");
  EXPECT_EQ(call.body, body);
  EXPECT_EQ(HeaderOf(call, "authorization"), "Bearer k");
}

TEST(Compatible, WithoutAKeyNoneIsSent) {
  EXPECT_EQ(HeaderOf(CallOf(ProviderAt("http://gpu"), Generate(OPENAI_CHAT, "m"), ""), "authorization"), "");
}

TEST(Compatible, FieldsHaveTheNamesTheProviderGivesThem) {
  const ProviderCall call = CallOf(
      With("mistral"), Generate(OPENAI_CHAT, "m", false, R"({"model":"m","max_completion_tokens":5,"seed":1.0})"));

  EXPECT_EQ(call.url, "https://api.mistral.ai/v1/chat/completions");
  EXPECT_EQ(call.body, R"({"model":"m","max_tokens":5,"random_seed":1.0})");
  EXPECT_THAT(call.losses, IsEmpty());
}

TEST(Compatible, WhatTheProviderRefusesGoesAndIsALoss) {
  const ProviderCall call =
      CallOf(With("mistral"),
             Generate(OPENAI_CHAT, "m", true, R"({"user":"u","model":"m","logit_bias":null,"stream_options":{}})"));

  EXPECT_EQ(call.body, R"({"model":"m"})");
  EXPECT_THAT(call.losses, ElementsAre("user"));
}

TEST(Compatible, QuirksAreOfChatRequestsAlone) {
  Written written = testing::Of(llm::v1::EMBED, "m");
  written.body = R"({"user":"u"})";

  EXPECT_EQ(CallOf(With("mistral"), std::move(written)).body, R"({"user":"u"})");
}

TEST(Compatible, AFieldThatMustHaveAValueGetsIt) {
  std::vector<std::string> losses;
  Quirks quirks;
  quirks.set = {{"safe", "true"}};

  EXPECT_EQ(*Apply(quirks, R"({"a":1,"safe":false})", losses), R"({"a":1,"safe":true})");
}

TEST(Compatible, OnlyWhatIsSpokenIsAskedFor) {
  const CompatibleApi api;
  const auto dialect = [&](const Provider& provider, llm::v1::Dialect caller) {
    return *api.DialectFor(provider, {llm::v1::GENERATE, caller, "m"});
  };

  EXPECT_EQ(dialect(With("groq"), OPENAI_RESPONSES), OPENAI_RESPONSES);
  EXPECT_EQ(dialect(With("groq"), OPENAI_COMPLETIONS), OPENAI_CHAT);
  EXPECT_EQ(dialect(With("together"), OPENAI_COMPLETIONS), OPENAI_COMPLETIONS);
  EXPECT_EQ(dialect(With("deepseek"), llm::v1::GEMINI), OPENAI_CHAT);
  EXPECT_TRUE(absl::IsUnimplemented(api.DialectFor(With("groq"), {llm::v1::EMBED, OPENAI_CHAT, "m"}).status()));
  EXPECT_TRUE(absl::IsUnimplemented(
      api.DialectFor(With("groq"), {llm::v1::COUNT_TOKENS, llm::v1::ANTHROPIC_MESSAGES, "m"}).status()));
}

TEST(Compatible, APrefixStandsBeforeCallsButNotBeforeTheListOfModels) {
  EXPECT_EQ(CallOf(With("github"), Generate(OPENAI_CHAT, "m")).url,
            "https://models.github.ai/inference/chat/completions");
  EXPECT_EQ(CompatibleApi().Probe(With("github"), AccountWith("k"), "", kCallTime)->url,
            "https://models.github.ai/catalog/models");
}

TEST(Compatible, AForwardedRequestKeepsItsPathTypeAndHeaders) {
  const HttpHeaders headers{{"openai-beta", "x=1"}};
  Written written = testing::Of(llm::v1::FORWARD, "m", "/images/edits");
  written.content_type = "multipart/form-data; boundary=b";
  written.caller_headers = &headers;

  const ProviderCall call = CallOf(ProviderAt("http://gpu/v1"), std::move(written));

  EXPECT_EQ(call.url, "http://gpu/v1/images/edits");
  EXPECT_EQ(HeaderOf(call, "content-type"), "multipart/form-data; boundary=b");
  EXPECT_EQ(HeaderOf(call, "openai-beta"), "x=1");
}

}  // namespace
}  // namespace signalbox::router::openai_compatible
