#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/bedrock_converse/converse_codec.h"
#include "common/status/error.h"
#include "tests/unit/common/dialect/bedrock_converse/fixtures.h"

namespace signalbox::dialect::bedrock_converse {
namespace {

using llm::v1::Conversation;
using ::testing::ElementsAre;
using testing::FromText;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Encoded {
  nlohmann::json body;
  std::vector<std::string> losses;
  absl::Status status;
};

Encoded Encode(const Conversation& conversation, const std::string& model = "anthropic.claude-x") {
  Losses losses;
  const auto body = ConverseCodec().EncodeRequest(conversation, {.model = model}, losses);
  return {body.ok() ? nlohmann::json::parse(*body) : nlohmann::json(), losses.paths(), body.status()};
}

class RequestFixture : public ::testing::TestWithParam<std::string> {};

TEST_P(RequestFixture, IsWrittenAsBedrockTakesIt) {
  const auto folder = testing::Folder("requests");
  const std::string text = testing::FileText(folder / (GetParam() + ".textproto"));
  const std::string first = testing::Lines(text).at(0);
  const auto losses = folder / (GetParam() + ".losses");

  const Encoded encoded = Encode(FromText<Conversation>(text), first.substr(std::string("# model: ").size()));

  ASSERT_TRUE(encoded.status.ok()) << MessageOf(encoded.status);
  EXPECT_EQ(encoded.body, nlohmann::json::parse(testing::FileText(folder / (GetParam() + ".json"))));
  if (std::filesystem::exists(losses)) {
    EXPECT_EQ(encoded.losses, testing::Lines(testing::FileText(losses)));
  } else {
    EXPECT_THAT(encoded.losses, IsEmpty());
  }
}

INSTANTIATE_TEST_SUITE_P(All, RequestFixture, ::testing::ValuesIn(testing::NamesIn("requests", ".textproto")),
                         [](const auto& info) { return info.param; });

TEST(ConverseRequest, NumbersKeepTheirText) {
  Losses losses;
  const auto body = ConverseCodec().EncodeRequest(
      FromText<Conversation>(
          R"(messages { role: ASSISTANT content { tool_call { id: "a" name: "f" arguments_json: "{\"n\":1.0}" } } })"),
      {}, losses);

  EXPECT_THAT(*body, HasSubstr(R"("input":{"n":1.0})"));
}

TEST(ConverseRequest, APictureByAddressIsRefusedAndNotFetchedOrDropped) {
  const Encoded encoded = Encode(FromText<Conversation>(
      R"(messages { role: USER content { text { text: "x" } } content { image { url: "https://x.example/a.png" } } })"));

  EXPECT_EQ(encoded.status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(MetadataOf(encoded.status)["field"], "messages[0].content[1]");
}

TEST(ConverseRequest, AnAddressInS3IsPassedOn) {
  const Encoded encoded = Encode(FromText<Conversation>(
      R"(messages { role: USER content { image { url: "s3://b/a.png" media_type: "image/png" } } })"));

  ASSERT_TRUE(encoded.status.ok()) << MessageOf(encoded.status);
  EXPECT_EQ(encoded.body["messages"][0]["content"][0]["image"]["source"]["s3Location"]["uri"], "s3://b/a.png");
}

TEST(ConverseRequest, DocumentsHaveDifferentNames) {
  const Encoded encoded = Encode(FromText<Conversation>(R"(messages {
    role: USER
    content { file { text: "a" filename: "x.txt" } }
    content { file { text: "b" filename: "x.txt" } }
    content { file { text: "c" } }
  })"));

  const auto name = [&](int i) { return encoded.body["messages"][0]["content"][i]["document"]["name"]; };
  EXPECT_EQ(name(0), "x");
  EXPECT_EQ(name(1), "x-2");
  EXPECT_EQ(name(2), "document");
}

TEST(ConverseRequest, ThinkingWithoutProofIsALossForClaudeAlone) {
  const auto conversation = FromText<Conversation>(R"(
    messages { role: ASSISTANT content { thinking { text: "hm" } } content { text { text: "a" } } }
    messages { role: ASSISTANT content { thinking { text: "hm" } } })");

  const Encoded claude = Encode(conversation);
  const Encoded other = Encode(conversation, "deepseek.r1-v1:0");

  EXPECT_THAT(claude.losses, ElementsAre("messages[0].content[0]", "messages[1].content[0]"));
  EXPECT_EQ(claude.body["messages"][0]["content"].size(), 1u);
  EXPECT_THAT(other.losses, IsEmpty());
  EXPECT_EQ(other.body["messages"][0]["content"].size(), 3u);
}

TEST(ConverseRequest, WhatOnlyOneFamilyKnowsIsSaidInItsWords) {
  const auto conversation = FromText<Conversation>(
      R"(messages { role: USER content { text { text: "x" } } } sampling { top_k: 3 } reasoning { effort: "high" })");

  EXPECT_EQ(
      Encode(conversation, "us.amazon.nova-pro-v1:0").body["additionalModelRequestFields"]["inferenceConfig"]["topK"],
      3);
  EXPECT_EQ(Encode(conversation, "openai.gpt-oss-120b-1:0").body["additionalModelRequestFields"]["reasoning_effort"],
            "high");
  EXPECT_EQ(Encode(conversation).body["outputConfig"]["effort"], "high");
}

TEST(ConverseRequest, WhatIsBeyondARangeIsTheNearestWithinItAndALoss) {
  const auto conversation = FromText<Conversation>(R"(
    messages { role: USER content { text { text: "x" } } }
    sampling { temperature: 1.6 top_p: 1.5 } stop: "a" stop: "" dialect: OPENAI_CHAT)");

  const Encoded encoded = Encode(conversation);

  EXPECT_EQ(encoded.body["inferenceConfig"],
            nlohmann::json::parse(R"({"temperature":1.0,"topP":1.0,"stopSequences":["a"]})"));
  EXPECT_THAT(encoded.losses, ElementsAre("stop", "temperature", "top_p"));
}

TEST(ConverseRequest, MoreStopSequencesThanItTakesAreCutAndALoss) {
  auto conversation = FromText<Conversation>(R"(messages { role: USER content { text { text: "x" } } })");
  for (int i = 0; i < 2501; ++i) conversation.add_stop(std::to_string(i));

  const Encoded encoded = Encode(conversation);

  EXPECT_EQ(encoded.body["inferenceConfig"]["stopSequences"].size(), 2500u);
  EXPECT_THAT(encoded.losses, ElementsAre("stop"));
}

TEST(ConverseRequest, LossesAreToldInTheCallersWords) {
  auto conversation = FromText<Conversation>(R"(
    messages { role: USER content { text { text: "x" } signature: "s" } } sampling { seed: 1 choices: 2 })");
  conversation.set_dialect(llm::v1::GEMINI);

  EXPECT_THAT(Encode(conversation).losses, ElementsAre("contents[0].parts[0].thoughtSignature", "generationConfig.seed",
                                                       "generationConfig.candidateCount"));
}

TEST(ConverseRequest, WithoutAnyWordsThereIsNoRequest) {
  EXPECT_TRUE(absl::IsInvalidArgument(
      Encode(FromText<Conversation>(R"(messages { role: USER content { text { text: " " } } })")).status));
}

TEST(ConverseCodec, IsNoCallersDialect) {
  EXPECT_TRUE(absl::IsUnimplemented(ConverseCodec().DecodeRequest("{}").status()));
  EXPECT_TRUE(absl::IsUnimplemented(ConverseCodec().ScanRequest("{}").status()));
  EXPECT_EQ(CodecOf(llm::v1::BEDROCK_CONVERSE), &ConverseCodec());
}

}  // namespace
}  // namespace signalbox::dialect::bedrock_converse
