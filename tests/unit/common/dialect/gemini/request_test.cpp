#include <map>
#include <span>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/gemini/codec.h"
#include "common/status/error.h"
#include "tests/unit/common/dialect/gemini/fixtures.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Conversation;
using nlohmann::json;

Conversation Decoded(const std::string& body) {
  auto conversation = GeminiCodec().DecodeRequest(body);
  EXPECT_TRUE(conversation.ok()) << MessageOf(conversation.status());
  return conversation.ok() ? *std::move(conversation) : Conversation();
}

TEST(GeminiRequest, TheInstructionIsTheFirstMessage) {
  const Conversation conversation = Decoded(Fixture("requests/multi_turn.json"));

  ASSERT_EQ(conversation.messages_size(), 6);
  EXPECT_EQ(conversation.dialect(), llm::v1::GEMINI);
  EXPECT_EQ(conversation.messages(0).role(), llm::v1::SYSTEM);
  EXPECT_EQ(conversation.messages(0).content(1).text().text(), "用中文问就用中文答。");
  EXPECT_EQ(conversation.messages(1).role(), llm::v1::USER);
  EXPECT_EQ(conversation.messages(2).role(), llm::v1::ASSISTANT);
}

TEST(GeminiRequest, EitherSpellingOfANameIsTheSame) {
  const Conversation camel = Decoded(Fixture("requests/parallel_tools.json"));
  std::string snake_body = Fixture("requests/parallel_tools.json");
  for (const auto& [from, to] :
       std::map<std::string, std::string>{{"functionCall\"", "function_call\""},
                                          {"functionResponse\"", "function_response\""},
                                          {"thoughtSignature", "thought_signature"},
                                          {"functionDeclarations", "function_declarations"},
                                          {"parametersJsonSchema", "parameters_json_schema"},
                                          {"toolConfig", "tool_config"},
                                          {"functionCallingConfig", "function_calling_config"},
                                          {"allowedFunctionNames", "allowed_function_names"}}) {
    for (std::size_t at = snake_body.find(from); at != snake_body.npos; at = snake_body.find(from, at)) {
      snake_body.replace(at, from.size(), to);
    }
  }
  ASSERT_EQ(snake_body.find("toolConfig"), std::string::npos);

  const Conversation snake = Decoded(snake_body);

  EXPECT_EQ(snake.messages_size(), camel.messages_size());
  EXPECT_EQ(snake.tool_choice().DebugString(), camel.tool_choice().DebugString());
  for (int i = 0; i < camel.messages_size(); ++i) {
    EXPECT_EQ(snake.messages(i).DebugString(), camel.messages(i).DebugString());
  }
}

TEST(GeminiRequest, CallsWithoutIdsGetOnesThatTheirResultsShare) {
  const Conversation conversation = Decoded(Fixture("requests/parallel_tools.json"));

  const auto& calls = conversation.messages(1).content();
  const auto& results = conversation.messages(2).content();
  EXPECT_EQ(conversation.messages(2).role(), llm::v1::TOOL);
  EXPECT_EQ(calls[0].tool_call().id(), "call_sb_0");
  EXPECT_EQ(calls[1].tool_call().id(), "call_sb_1");
  EXPECT_EQ(calls[2].tool_call().id(), "fc-7");
  EXPECT_EQ(calls[0].signature(), "c2lnbmF0dXJlLWE=");
  EXPECT_EQ(results[0].tool_result().tool_call_id(), "call_sb_0");
  EXPECT_EQ(results[1].tool_result().tool_call_id(), "call_sb_1");
  EXPECT_EQ(results[2].tool_result().tool_call_id(), "fc-7");
  EXPECT_EQ(results[0].tool_result().content(0).text().text(), "15 °C");
  EXPECT_EQ(json::parse(results[1].tool_result().content(0).text().text()), json::parse(R"({"temp":12.5,"unit":"C"})"));
}

TEST(GeminiRequest, AResultTellsItsErrorAndItsPicture) {
  const Conversation conversation = Decoded(Fixture("requests/tool_result.json"));

  const auto& picture = conversation.messages(2).content(0).tool_result();
  EXPECT_TRUE(picture.content(1).image().has_content());
  EXPECT_EQ(picture.content(1).image().media_type(), "image/png");
  const auto& failed = conversation.messages(2).content(1).tool_result();
  EXPECT_TRUE(failed.is_error());
  EXPECT_EQ(failed.content(0).text().text(), "404: 未找到");
}

TEST(GeminiRequest, ASchemaOfGooglesIsJsonSchemaForEveryoneElse) {
  const Conversation conversation = Decoded(Fixture("requests/parallel_tools.json"));

  EXPECT_EQ(
      json::parse(conversation.tools(0).parameters_json()),
      json::parse(R"({"type":"object","properties":{"city":{"type":"string","description":"The city, e.g. 旧金山"},
              "days":{"type":["integer","null"],"format":"int32"},
              "tags":{"type":"array","items":{"type":"string","enum":["a","b"]},"minItems":1}},
              "required":["city"],"propertyOrdering":["city","days","tags"]})"));
  const json format = json::parse(Decoded(Fixture("requests/own_schema.json")).response_format().json_schema_json());
  EXPECT_EQ(format["name"], "response");
  EXPECT_EQ(format["schema"]["items"]["properties"]["type"], json::parse(R"({"type":["string","null"]})"));
}

TEST(GeminiRequest, TheConfigHasItsPlaces) {
  const Conversation conversation = Decoded(Fixture("requests/config.json"));

  EXPECT_EQ(conversation.sampling().top_k(), 40);
  EXPECT_EQ(conversation.sampling().choices(), 2);
  EXPECT_EQ(conversation.sampling().top_logprobs(), 5);
  EXPECT_EQ(conversation.max_output_tokens(), 800);
  EXPECT_EQ(conversation.stop_size(), 2);
  EXPECT_EQ(conversation.response_format().kind(), llm::v1::ResponseFormat::TEXT);
  EXPECT_EQ(conversation.metadata().at("team"), "research");
  EXPECT_EQ(conversation.service_tier(), "flex");
  Losses losses;
  losses.AddExtra("", conversation.extra_json());
  EXPECT_EQ(losses.Header(),
            "generationConfig.responseModalities, generationConfig.speechConfig, generationConfig.mediaResolution, "
            "generationConfig.imageConfig, safetySettings, cachedContent, store");
}

TEST(GeminiRequest, TheFactsAreReadInAnyForm) {
  const auto facts =
      GeminiCodec().ScanRequest(R"({"contents":[{"parts":[{"text":"a"}]}],"session_id":"s","conversation_id":"c",)"
                                R"("generation_config":{"max_output_tokens":"64","candidateCount":2}})");

  ASSERT_TRUE(facts.ok());
  EXPECT_EQ(facts->model, "");
  EXPECT_EQ(facts->max_output_tokens, 64);
  EXPECT_EQ(facts->choices, 2);
  EXPECT_EQ(facts->session_id, "c");
  EXPECT_TRUE(facts->include_usage);
}

TEST(GeminiRequest, ARequestToCountMayHoldTheOneItIsAbout) {
  const std::string body =
      R"({"generateContentRequest":{"model":"models/public","contents":[{"role":"user","parts":[{"text":"a"}]}]}})";

  EXPECT_EQ(Decoded(body).messages_size(), 1);
  const auto edited = GeminiCodec().EditRequest(body, {.model = "gemini-x"});
  ASSERT_TRUE(edited.ok());
  EXPECT_EQ(
      *edited,
      R"({"generateContentRequest":{"model":"models/gemini-x","contents":[{"role":"user","parts":[{"text":"a"}]}]}})");
}

TEST(GeminiRequest, AnEditTouchesOurFieldsAndTheHistoryOnly) {
  const Conversation before = Decoded(
      R"({"contents":[{"role":"user","parts":[{"text":"早"}]},{"role":"model","parts":[{"text":"hm","thought":true},
          {"text":"早上好","thoughtSignature":"QQ=="}]}]})");
  std::vector<llm::v1::Message> history(before.messages().begin(), before.messages().end());
  for (auto& turn : history) turn.set_dialect(llm::v1::GEMINI);
  RequestEdits edits;
  edits.history = history;

  const auto edited = GeminiCodec().EditRequest(
      "{ \"session_id\":\"s\", \"contents\" : [ {\"parts\":[{\"text\":\"\\u0061\"}]}], \"x\":1.0 }", edits);

  ASSERT_TRUE(edited.ok());
  EXPECT_EQ(*edited,
            "{ \"contents\" : [ {\"parts\":[{\"text\":\"早\"}],\"role\":\"user\"},"
            "{\"parts\":[{\"text\":\"hm\",\"thought\":true},{\"text\":\"早上好\",\"thoughtSignature\":\"QQ==\"}],"
            "\"role\":\"model\"},{\"parts\":[{\"text\":\"\\u0061\"}]}], \"x\":1.0 }");
}

TEST(GeminiRequest, AHistoryStandsBeforeTheOneObjectThatStandsForAList) {
  llm::v1::Message turn;
  turn.set_role(llm::v1::ASSISTANT);
  turn.set_dialect(llm::v1::OPENAI_CHAT);
  turn.add_content()->mutable_text()->set_text("b");
  RequestEdits edits;
  edits.history = std::span(&turn, 1);

  EXPECT_EQ(*GeminiCodec().EditRequest(R"({"contents":{"parts":{"text":"a"}}})", edits),
            R"({"contents":[{"role":"model","parts":[{"text":"b"}]},{"parts":{"text":"a"}}]})");
}

}  // namespace
}  // namespace signalbox::dialect::gemini
