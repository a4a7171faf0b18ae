#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/gemini/codec.h"
#include "common/status/error.h"

namespace signalbox::dialect::gemini {
namespace {

// The field a refusal names, "?" for one without, "" when nothing was refused.
std::string RefusedField(const std::string& body) {
  const auto conversation = GeminiCodec().DecodeRequest(body);
  if (conversation.ok()) return "";
  EXPECT_EQ(conversation.status().code(), absl::StatusCode::kInvalidArgument);
  const std::string field = MetadataOf(conversation.status())["field"];
  return field.empty() ? "?" : field;
}

std::string WithPart(const std::string& part) {
  return R"({"contents":[{"parts":[{"text":"a"},)" + part + "]}]}";
}

TEST(GeminiBadRequest, TheFieldIsNamed) {
  EXPECT_EQ(RefusedField("{}"), "contents");
  EXPECT_EQ(RefusedField(R"({"contents":[]})"), "contents");
  EXPECT_EQ(RefusedField(R"({"contents":"hi"})"), "contents");
  EXPECT_EQ(RefusedField(R"({"contents":["hi"]})"), "contents[0]");
  EXPECT_EQ(RefusedField(R"({"contents":[{"role":"system","parts":[]}]})"), "contents[0].role");
  EXPECT_EQ(RefusedField(R"({"contents":[{"role":7}]})"), "contents[0].role");
  EXPECT_EQ(RefusedField(R"({"contents":[{"parts":"hi"}]})"), "contents[0].parts");
  EXPECT_EQ(RefusedField(WithPart("7")), "contents[0].parts[1]");
  EXPECT_EQ(RefusedField(WithPart(R"({"text":7})")), "contents[0].parts[1].text");
  EXPECT_EQ(RefusedField(WithPart(R"({"inlineData":{"mimeType":"image/png","data":"%%%"}})")),
            "contents[0].parts[1].inlineData.data");
  EXPECT_EQ(RefusedField(WithPart(R"({"functionCall":{"args":{}}})")), "contents[0].parts[1].functionCall.name");
  EXPECT_EQ(RefusedField(WithPart(R"({"functionCall":{"name":"f","args":[]}})")),
            "contents[0].parts[1].functionCall.args");
  EXPECT_EQ(RefusedField(WithPart(R"({"functionResponse":{"name":"f","response":"x"}})")),
            "contents[0].parts[1].functionResponse.response");
  EXPECT_EQ(RefusedField(R"({"contents":[{}],"tools":7})"), "tools");
  EXPECT_EQ(RefusedField(R"({"contents":[{}],"tools":[{"functionDeclarations":[{}]}]})"),
            "tools[0].functionDeclarations[0].name");
  EXPECT_EQ(RefusedField(R"({"contents":[{}],"generationConfig":[]})"), "generationConfig");
  EXPECT_EQ(RefusedField(R"({"contents":[{}],"generationConfig":{"top_k":"many"}})"), "generationConfig.topK");
  EXPECT_EQ(RefusedField(R"({"contents":[{}],"generationConfig":{"maxOutputTokens":1e300}})"),
            "generationConfig.maxOutputTokens");
  EXPECT_EQ(RefusedField(R"({"contents":[{}],"systemInstruction":"x"})"), "systemInstruction");
  EXPECT_EQ(RefusedField(R"({"contents":[{}],"session_id":7})"), "session_id");
}

TEST(GeminiBadRequest, ANameTwiceIsRefusedInEitherSpelling) {
  EXPECT_EQ(RefusedField(R"({"contents":[{}],"contents":[{}]})"), "contents");
  EXPECT_EQ(RefusedField(R"({"contents":[{}],"generationConfig":{},"generation_config":{}})"), "generationConfig");
  EXPECT_EQ(RefusedField(WithPart(R"({"text":"a","text":"b"})")), "contents[0].parts[1].text");
  EXPECT_EQ(RefusedField(R"({"contents":[{}],"a.b":1})"), "a.b");
  EXPECT_EQ(RefusedField(R"({"contents":[{}],"generationConfig":{"topK":1,"top_k":2}})"), "generationConfig.topK");
}

TEST(GeminiBadRequest, WhatIsNoJsonIsRefused) {
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += R"({"a":)";
  EXPECT_EQ(RefusedField(""), "?");
  EXPECT_EQ(RefusedField("[]"), "?");
  EXPECT_EQ(RefusedField("{\"contents\":[{\"parts\":[{\"text\":\"\xff\"}]}]}"), "?");
  EXPECT_EQ(RefusedField(deep), "?");
  EXPECT_EQ(RefusedField(R"({"contents":[{}])"), "?");
}

TEST(GeminiBadRequest, TheScanRefusesWhatItReads) {
  const auto field = [](const std::string& body) {
    const auto facts = GeminiCodec().ScanRequest(body);
    return facts.ok() ? "" : MetadataOf(facts.status())["field"];
  };

  EXPECT_EQ(field(R"({"contents":[{}],"generationConfig":{"candidateCount":129}})"), "generationConfig.candidateCount");
  EXPECT_EQ(field(R"({"contents":[{}],"generationConfig":{"maxOutputTokens":-1}})"),
            "generationConfig.maxOutputTokens");
  EXPECT_EQ(field(R"({"contents":[{}],"conversation_id":")" + std::string(257, 'x') + "\"}"), "conversation_id");
  EXPECT_EQ(field(R"({"contents":[{}],"generationConfig":{"maxOutputTokens":null}})"), "");
}

TEST(GeminiBadRequest, ManyNamesTakeNoQuadraticTime) {
  std::string body = R"({"contents":[{}])";
  for (int i = 0; i < 100'000; ++i) body += ",\"x_" + std::to_string(i) + "\":1";
  body += '}';

  EXPECT_EQ(RefusedField(body), "");
}

}  // namespace
}  // namespace signalbox::dialect::gemini
