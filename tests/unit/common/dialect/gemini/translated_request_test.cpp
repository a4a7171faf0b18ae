#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/gemini/codec.h"
#include "common/dialect/openai_chat/chat_codec.h"
#include "common/status/error.h"

namespace signalbox::dialect::gemini {
namespace {

using nlohmann::json;

struct Translated {
  json body;
  std::string losses;
};

Translated FromChat(const std::string& body, const std::string& model = "gemini-2.5-flash") {
  const auto conversation = openai_chat::ChatCodec().DecodeRequest(body);
  EXPECT_TRUE(conversation.ok()) << MessageOf(conversation.status());
  Losses losses;
  const auto encoded = GeminiCodec().EncodeRequest(*conversation, {.model = model}, losses);
  EXPECT_TRUE(encoded.ok()) << MessageOf(encoded.status());
  return {encoded.ok() ? json::parse(*encoded) : json(), losses.Header()};
}

std::string Chat(const std::string& messages, const std::string& rest = "") {
  return R"({"model":"m","messages":[)" + messages + "]" + rest + "}";
}

constexpr const char* kHi = R"({"role":"user","content":"hi"})";

TEST(GeminiTranslation, InstructionsGoTogetherAndTurnsOfOneRoleMerge) {
  const Translated translated = FromChat(
      Chat(R"({"role":"system","content":"A"},{"role":"user","content":"one"},{"role":"developer","content":"B"},)"
           R"({"role":"user","content":[{"type":"text","text":"two"}]},{"role":"assistant","content":"three"})"));

  EXPECT_EQ(translated.body, json::parse(R"({"systemInstruction":{"parts":[{"text":"A"},{"text":"B"}]},
      "contents":[{"role":"user","parts":[{"text":"one"},{"text":"two"}]},{"role":"model","parts":[{"text":"three"}]}]})"));
  EXPECT_EQ(translated.losses, "messages[2]") << "it no longer stands where it was said";
}

TEST(GeminiTranslation, AnInstructionAloneIsATurn) {
  EXPECT_EQ(FromChat(Chat(R"({"role":"system","content":"A"})")).body,
            json::parse(R"({"contents":[{"role":"user","parts":[{"text":"A"}]}]})"));
}

constexpr const char* kTools =
    R"({"role":"user","content":"go"},)"
    R"({"role":"assistant","content":"","tool_calls":[)"
    R"({"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1.0}"}},)"
    R"({"id":"b","type":"function","function":{"name":"g","arguments":""}}]},)"
    R"({"role":"tool","tool_call_id":"b","content":"{\"t\":1}"},{"role":"tool","tool_call_id":"a","content":"晴"})";

TEST(GeminiTranslation, ResultsFindTheNameOfTheirCall) {
  const Translated translated = FromChat(Chat(kTools));

  EXPECT_EQ(translated.body["contents"], json::parse(R"([{"role":"user","parts":[{"text":"go"}]},
      {"role":"model","parts":[{"functionCall":{"id":"a","name":"f","args":{"x":1.0}}},
                               {"functionCall":{"id":"b","name":"g","args":{}}}]},
      {"role":"user","parts":[{"functionResponse":{"id":"b","name":"g","response":{"result":{"t":1}}}},
                              {"functionResponse":{"id":"a","name":"f","response":{"result":"晴"}}}]}])"));
  EXPECT_EQ(translated.losses, "");
}

TEST(GeminiTranslation, AGenerationThatDemandsSignaturesGetsTheOneThatStandsForNone) {
  for (const std::string model : {"gemini-3-pro-preview", "models/gemini-3.1-flash", "gemini-flash-latest"}) {
    SCOPED_TRACE(model);
    const json parts = FromChat(Chat(kTools), model).body["contents"][1]["parts"];
    EXPECT_EQ(parts[0]["thoughtSignature"], "skip_thought_signature_validator");
    EXPECT_FALSE(parts[1].contains("thoughtSignature"));
  }
}

TEST(GeminiTranslation, AnOrphanedResultIsRefused) {
  const auto conversation =
      openai_chat::ChatCodec().DecodeRequest(Chat(R"({"role":"tool","tool_call_id":"a","content":"x"})"));
  ASSERT_TRUE(conversation.ok());
  Losses losses;

  const auto encoded = GeminiCodec().EncodeRequest(*conversation, {}, losses);

  EXPECT_EQ(encoded.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(MetadataOf(encoded.status())["field"], "messages[0].content");
}

TEST(GeminiTranslation, PicturesSoundsAndFilesHaveTheirParts) {
  const Translated translated = FromChat(Chat(
      R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.com/a.png?x=1","detail":"high"}},)"
      R"({"type":"image_url","image_url":{"url":"data:image/gif;base64,R0lG"}},)"
      R"({"type":"input_audio","input_audio":{"data":"R0lG","format":"mp3"}},)"
      R"({"type":"file","file":{"file_data":"data:application/pdf;base64,R0lG","filename":"a.pdf"}},)"
      R"({"type":"file","file":{"file_id":"file-1"}}]})"));

  EXPECT_EQ(translated.body["contents"][0]["parts"],
            json::parse(R"([{"fileData":{"mimeType":"image/png","fileUri":"https://example.com/a.png?x=1"}},
      {"inlineData":{"mimeType":"image/gif","data":"R0lG"}},{"inlineData":{"mimeType":"audio/mp3","data":"R0lG"}},
      {"inlineData":{"mimeType":"application/pdf","data":"R0lG"}}])"));
  EXPECT_EQ(translated.losses,
            "messages[0].content[0].image_url.detail, messages[0].content[3].file.filename, messages[0].content[4]");
}

TEST(GeminiTranslation, ToolsKeepTheirWholeSchema) {
  const Translated translated =
      FromChat(Chat(kHi, R"(,"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":)"
                         R"({"type":"object","additionalProperties":false,"$defs":{}},"strict":true}}],)"
                         R"("tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false)"));

  EXPECT_EQ(translated.body["tools"], json::parse(R"([{"functionDeclarations":[{"name":"f","description":"d",
      "parametersJsonSchema":{"type":"object","additionalProperties":false,"$defs":{}}}]}])"));
  EXPECT_EQ(translated.body["toolConfig"],
            json::parse(R"({"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}})"));
  EXPECT_EQ(translated.losses, "parallel_tool_calls, tools[0].function.strict");
}

TEST(GeminiTranslation, TheConfigSaysTheRest) {
  const Translated translated = FromChat(Chat(
      kHi,
      R"(,"temperature":0.5,"top_p":0.9,"n":2,"seed":7,"stop":["1","2","3","4","5","6"],"max_completion_tokens":9,)"
      R"("logprobs":true,"top_logprobs":3,"response_format":{"type":"json_schema","json_schema":)"
      R"({"name":"x","strict":true,"schema":{"type":"object"}}},"user":"u","metadata":{"a":"b"},)"
      R"("service_tier":"flex","logit_bias":{"1":2})"));

  EXPECT_EQ(translated.body["generationConfig"], json::parse(R"({"temperature":0.5,"topP":0.9,"seed":7,
      "candidateCount":2,"responseLogprobs":true,"logprobs":3,"maxOutputTokens":9,"stopSequences":["1","2","3","4","5"],
      "responseMimeType":"application/json","responseJsonSchema":{"type":"object"}})"));
  EXPECT_EQ(translated.body["serviceTier"], "flex");
  EXPECT_EQ(translated.losses, "user, metadata, logit_bias, stop");
}

TEST(GeminiTranslation, AnEffortIsALevelOrABudget) {
  const auto config = [](const std::string& effort, const std::string& model) {
    const Translated translated = FromChat(Chat(kHi, ",\"reasoning_effort\":\"" + effort + "\""), model);
    return translated.body["generationConfig"]["thinkingConfig"].dump() + translated.losses;
  };

  EXPECT_EQ(config("none", "gemini-2.5-flash"), R"({"thinkingBudget":0})");
  EXPECT_EQ(config("low", "gemini-2.5-flash"), R"({"thinkingBudget":1024})");
  EXPECT_EQ(config("medium", "gemini-2.5-pro"), R"({"thinkingBudget":8192})");
  EXPECT_EQ(config("high", "gemini-2.5-pro"), R"({"thinkingBudget":24576})");
  EXPECT_EQ(config("minimal", "gemini-3-flash"), R"({"thinkingLevel":"MINIMAL"})");
  EXPECT_EQ(config("minimal", "gemini-3.1-pro"), R"({"thinkingLevel":"LOW"})");
  EXPECT_EQ(config("high", "gemini-3.1-pro"), R"({"thinkingLevel":"HIGH"})");
  EXPECT_EQ(config("xhigh", "gemini-3.1-pro"), R"({"thinkingLevel":"HIGH"}reasoning_effort)");
  EXPECT_EQ(config("none", "gemini-3-flash"), R"({"thinkingLevel":"MINIMAL"}reasoning_effort)");
}

TEST(GeminiTranslation, AnErrorAndAPictureOfATool) {
  llm::v1::Conversation conversation;
  conversation.set_dialect(llm::v1::ANTHROPIC_MESSAGES);
  llm::v1::Message& call = *conversation.add_messages();
  call.set_role(llm::v1::ASSISTANT);
  auto& thought = *call.add_content()->mutable_thinking();
  thought.set_text("hm");
  thought.set_signature("s");
  call.add_content()->mutable_tool_call()->set_id("t");
  call.mutable_content(1)->mutable_tool_call()->set_name("f");
  call.mutable_content(1)->mutable_tool_call()->set_arguments_json("{\"a\":");
  llm::v1::Message& answer = *conversation.add_messages();
  answer.set_role(llm::v1::USER);
  auto& result = *answer.add_content()->mutable_tool_result();
  result.set_tool_call_id("t");
  result.set_is_error(true);
  result.add_content()->mutable_text()->set_text("boom");
  result.add_content()->mutable_image()->set_content("GIF");
  result.mutable_content(1)->mutable_image()->set_media_type("image/gif");
  result.mutable_content(1)->mutable_cache();
  Losses losses;

  const auto encoded = GeminiCodec().EncodeRequest(conversation, {.model = "gemini-2.5-pro"}, losses);

  ASSERT_TRUE(encoded.ok());
  EXPECT_EQ(json::parse(*encoded)["contents"], json::parse(R"([{"role":"model","parts":[{"text":"hm","thought":true},
      {"functionCall":{"id":"t","name":"f","args":{"invalid_json_arguments":"{\"a\":"}}}]},
      {"role":"user","parts":[{"functionResponse":{"id":"t","name":"f","response":{"error":"boom"}}},
                              {"inlineData":{"mimeType":"image/gif","data":"R0lG"}}]}])"));
  EXPECT_EQ(losses.Header(),
            "messages[0].content[0].signature, messages[0].content[1].input, "
            "messages[1].content[0].content[1].cache_control");
}

// Everything chat and Gemini both can say survives the way there and back.
TEST(GeminiTranslation, ThereAndBackIsTheSameChat) {
  const std::string body = Chat(
      std::string(R"({"role":"system","content":"A"},)") + kTools + R"(,{"role":"assistant","content":"done ✅"})",
      R"(,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],"tool_choice":"required",)"
      R"("temperature":0.5,"max_completion_tokens":9,"stop":["x"],"seed":3)");
  const auto conversation = openai_chat::ChatCodec().DecodeRequest(body);
  Losses losses;
  const auto there = GeminiCodec().EncodeRequest(*conversation, {.model = "gemini-2.5-pro"}, losses);
  ASSERT_TRUE(there.ok());
  const auto read = GeminiCodec().DecodeRequest(*there);
  ASSERT_TRUE(read.ok());
  const auto back = openai_chat::ChatCodec().EncodeRequest(*read, {.model = "m"}, losses);

  ASSERT_TRUE(back.ok());
  json expected = json::parse(body);
  expected["messages"][2].erase("content");
  expected["messages"][2]["tool_calls"][1]["function"]["arguments"] = "{}";
  json actual = json::parse(*back);
  for (auto& message : actual["messages"]) {
    if (message.contains("content") && message["content"].is_null()) message.erase("content");
  }
  EXPECT_EQ(actual, expected) << *there;
  EXPECT_EQ(losses.Header(), "");
}

}  // namespace
}  // namespace signalbox::dialect::gemini
