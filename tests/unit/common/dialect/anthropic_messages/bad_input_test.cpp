#include <gtest/gtest.h>

#include "tests/unit/common/dialect/anthropic_messages/support.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

std::string Refusal(std::string_view messages) {
  std::string body = R"({"model":"m","messages":)";
  body += messages;
  body += '}';
  return RefusalOf(TheCodec().DecodeRequest(body));
}

TEST(BadInput, NamesThePathOfWhatIsWrong) {
  EXPECT_EQ(Refusal(R"([7])"), "messages[0]|messages[0]: expected an object");
  EXPECT_EQ(Refusal(R"([{"role":"user","content":"a"},{"content":"b"}])"),
            "messages[1].role|messages[1].role: expected user, assistant or system");
  EXPECT_EQ(Refusal(R"([{"role":"tool","content":"b"}])"),
            "messages[0].role|messages[0].role: expected user, assistant or system");
  EXPECT_EQ(Refusal(R"([{"role":"user"}])"), "messages[0].content|messages[0].content: required");
  EXPECT_EQ(Refusal(R"([{"role":"user","content":7}])"),
            "messages[0].content|messages[0].content: expected a string or an array");
  EXPECT_EQ(Refusal(R"([{"role":"user","content":["x"]}])"),
            "messages[0].content[0]|messages[0].content[0]: expected an object");
  EXPECT_EQ(Refusal(R"([{"role":"user","content":[{"text":"x"}]}])"),
            "messages[0].content[0].type|messages[0].content[0].type: expected a string");
  EXPECT_EQ(Refusal(R"([{"role":"user","content":[{"type":"text","text":1}]}])"),
            "messages[0].content[0].text|messages[0].content[0].text: expected a string");
  EXPECT_EQ(Refusal(R"([{"role":"user","content":[{"type":"image"}]}])"),
            "messages[0].content[0].source|messages[0].content[0].source: required");
  EXPECT_EQ(Refusal(R"([{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f"}]}])"),
            "messages[0].content[0].input|messages[0].content[0].input: required");
  EXPECT_EQ(Refusal(R"([{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":"{}"}]}])"),
            "messages[0].content[0].input|messages[0].content[0].input: expected an object");
  EXPECT_EQ(
      Refusal(R"([{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text"}]}]}])"),
      "messages[0].content[0].content[0].text|messages[0].content[0].content[0].text: required");
}

TEST(BadInput, ANameGivenTwiceIsRefusedWhereverItIsUnderstood) {
  EXPECT_EQ(Refusal(R"([{"role":"user","role":"user","content":"a"}])"),
            "messages[0].role|messages[0].role: given twice");
  EXPECT_EQ(Refusal(R"([{"role":"user","content":[{"type":"text","text":"a","te\u0078t":"b"}]}])"),
            "messages[0].content[0].text|messages[0].content[0].text: given twice");
  EXPECT_EQ(RefusalOf(TheCodec().DecodeRequest(R"({"model":"m","messages":[1],"messages":[2]})")),
            "messages|messages: given twice");
}

TEST(BadInput, SystemIsAStringOrBlocks) {
  EXPECT_EQ(
      RefusalOf(TheCodec().DecodeRequest(R"({"model":"m","system":7,"messages":[{"role":"user","content":"a"}]})")),
      "system|system: expected a string or an array");
}

TEST(BadInput, DepthOneThousandIsRefused) {
  std::string deep(1000, '[');
  deep += std::string(1000, ']');
  const std::string body = R"({"model":"m","messages":[{"role":"user","content":"a"}],"x":)" + deep + "}";

  EXPECT_NE(RefusalOf(TheCodec().ScanRequest(body)), "");
  EXPECT_NE(RefusalOf(TheCodec().DecodeRequest(body)), "");
  EXPECT_NE(RefusalOf(TheCodec().EditRequest(body, {.model = "m"})), "");
  EXPECT_NE(RefusalOf(TheCodec().DecodeResponse(R"({"content":[],"x":)" + deep + "}")), "");
}

TEST(BadInput, HugeNumbersKeepTheirText) {
  const std::string body =
      R"({"model":"m","messages":[{"role":"user","content":"a"}],"temperature":1e999,"top_k":123456789012345678901234567890})";
  const llm::v1::Conversation conversation = Decoded(body);
  Losses losses;
  const auto encoded = TheCodec().EncodeRequest(conversation, {.model = "m"}, losses);

  EXPECT_FALSE(conversation.sampling().has_temperature());
  ASSERT_TRUE(encoded.ok());
  EXPECT_NE(encoded->find("1e999"), std::string::npos);
  EXPECT_NE(encoded->find("123456789012345678901234567890"), std::string::npos);
}

TEST(BadInput, InvalidUtf8IsRefused) {
  EXPECT_NE(Refusal("[{\"role\":\"user\",\"content\":\"\xc3\x28\"}]"), "");
  EXPECT_EQ(RefusalOf(TheCodec().DecodeResponse("{\"content\":[{\"type\":\"text\",\"text\":\"\xff\"}]}")).substr(0, 1),
            "|");
}

TEST(BadInput, TruncatedAnywhereIsRefused) {
  const std::string body = Fixture("requests/parallel_tools.json");
  const std::size_t end = body.rfind('}');

  for (std::size_t size = 0; size < end; size += 7) {
    EXPECT_NE(RefusalOf(TheCodec().DecodeRequest(body.substr(0, size))), "") << size;
  }
}

TEST(BadInput, ImageDataThatIsNoBase64IsKeptAsItIs) {
  const std::string block = R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":"%%%"}})";
  const llm::v1::Conversation conversation =
      Decoded(R"({"model":"m","messages":[{"role":"user","content":[)" + block + "]}]}");

  EXPECT_EQ(conversation.messages(0).content(0).block_case(), llm::v1::ContentBlock::BLOCK_NOT_SET);
  EXPECT_EQ(Encode(conversation).body["messages"][0]["content"][0], Parsed(block));
}

TEST(BadInput, WhatIsNoMessageIsNoAnswer) {
  for (const std::string_view body : {"", "[]", "{}", R"({"content":"text"})", "<html>", R"({"content":[7]})"}) {
    EXPECT_NE(RefusalOf(TheCodec().DecodeResponse(body)), "") << body;
  }
  EXPECT_NE(RefusalOf(TheCodec().MirrorResponse("{}", "fast", false)), "");
}

}  // namespace
}  // namespace signalbox::dialect::anthropic_messages
