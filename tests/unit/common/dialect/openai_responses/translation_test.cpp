// Requests of other dialects for a provider of this one, and the other way round.

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/openai_chat/chat_codec.h"
#include "common/dialect/openai_responses/responses_codec.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::Conversation;
using nlohmann::json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Conversation Parsed(const std::string& text) {
  Conversation conversation;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &conversation));
  return conversation;
}

struct Translated {
  json body;
  std::vector<std::string> losses;
};

Translated Encode(const Conversation& conversation) {
  Losses losses;
  const auto body = ResponsesCodec().EncodeRequest(conversation, {.model = "gpt-x"}, losses);
  EXPECT_TRUE(body.ok()) << body.status();
  return {body.ok() ? json::parse(*body) : json(), losses.paths()};
}

Translated FromChat(std::string_view body) {
  const auto conversation = openai_chat::ChatCodec().DecodeRequest(body);
  EXPECT_TRUE(conversation.ok()) << conversation.status();
  return Encode(*conversation);
}

Translated ToChat(std::string_view body) {
  const auto conversation = ResponsesCodec().DecodeRequest(body);
  EXPECT_TRUE(conversation.ok()) << conversation.status();
  Losses losses;
  const auto chat = openai_chat::ChatCodec().EncodeRequest(*conversation, {.model = "gpt-x"}, losses);
  EXPECT_TRUE(chat.ok()) << chat.status();
  return {chat.ok() ? json::parse(*chat) : json(), losses.paths()};
}

TEST(ToResponses, AServiceTierIsSaidInItsWordsOrALoss) {
  struct Row {
    llm::v1::Dialect from;
    const char* tier;
    const char* said;  // "" when it is lost.
  };
  for (const Row& row : {Row{llm::v1::ANTHROPIC_MESSAGES, "auto", "auto"},
                         {llm::v1::ANTHROPIC_MESSAGES, "standard_only", "default"},
                         {llm::v1::ANTHROPIC_MESSAGES, "flex", ""},
                         {llm::v1::GEMINI, "standard", "default"},
                         {llm::v1::GEMINI, "priority", "priority"},
                         {llm::v1::GEMINI, "unspecified", ""},
                         {llm::v1::OPENAI_CHAT, "scale", "scale"}}) {
    Conversation conversation = Parsed(R"(messages { role: USER content { text { text: "x" } } })");
    conversation.set_dialect(row.from);
    conversation.set_service_tier(row.tier);
    const Translated got = Encode(conversation);
    EXPECT_EQ(got.body.value("service_tier", ""), row.said);
    EXPECT_EQ(got.losses.empty(), *row.said != '\0') << row.tier;
  }
}

TEST(ToResponses, AConversationWithToolsOfChatCompletions) {
  const Translated got = FromChat(R"({"model":"m","messages":[
      {"role":"system","content":"Be kind."},
      {"role":"user","content":[{"type":"text","text":"看"},{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]},
      {"role":"assistant","content":"Looking.","tool_calls":[
        {"id":"c1","type":"function","function":{"name":"look","arguments":"{\"a\":1}"}},
        {"id":"c2","type":"function","function":{"name":"look","arguments":"{}"}}]},
      {"role":"tool","tool_call_id":"c1","content":"r1"},
      {"role":"tool","tool_call_id":"c2","content":"r2"}],
      "tools":[{"type":"function","function":{"name":"look","description":"Looks","parameters":{"type":"object"}}}],
      "tool_choice":{"type":"function","function":{"name":"look"}},"parallel_tool_calls":false,
      "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"},"strict":true}},
      "max_completion_tokens":77,"temperature":0,"reasoning_effort":"low","user":"u1"})");
  EXPECT_EQ(got.body, json::parse(R"({"model":"gpt-x","instructions":"Be kind.","input":[
      {"role":"user","content":[{"type":"input_text","text":"看"},
                                {"type":"input_image","image_url":"https://example.org/a.png","detail":"auto"}]},
      {"role":"assistant","content":"Looking."},
      {"type":"function_call","call_id":"c1","name":"look","arguments":"{\"a\":1}"},
      {"type":"function_call","call_id":"c2","name":"look","arguments":"{}"},
      {"type":"function_call_output","call_id":"c1","output":"r1"},
      {"type":"function_call_output","call_id":"c2","output":"r2"}],
      "tools":[{"type":"function","name":"look","description":"Looks","parameters":{"type":"object"},"strict":false}],
      "tool_choice":{"type":"function","name":"look"},"parallel_tool_calls":false,
      "text":{"format":{"type":"json_schema","name":"a","schema":{"type":"object"},"strict":true}},
      "max_output_tokens":77,"temperature":0.0,"reasoning":{"effort":"low"},"user":"u1","store":false})"));
  EXPECT_THAT(got.losses, IsEmpty());
}

TEST(ToResponses, WhatItHasNoWordForIsNamedAsTheCallerNamedIt) {
  const Translated chat = FromChat(R"({"model":"m","messages":[{"role":"user","content":"x","name":"ada"}],"stop":"END",
      "seed":1,"n":2,"presence_penalty":0.5,"frequency_penalty":0.5,"logit_bias":{"1":2}})");
  for (const char* name :
       {"stop", "seed", "n", "presence_penalty", "frequency_penalty", "messages[0].name", "logit_bias"}) {
    EXPECT_THAT(chat.losses, Contains(name));
  }
  const Translated anthropic = Encode(Parsed(R"pb(dialect: ANTHROPIC_MESSAGES
                                                  stop: "END"
                                                  sampling { top_k: 5 }
                                                  reasoning { budget_tokens: 8192 }
                                                  messages {
                                                    role: SYSTEM
                                                    content { text { text: "s" } }
                                                  }
                                                  messages {
                                                    role: USER
                                                    content {
                                                      text { text: "x" }
                                                      cache {}
                                                    }
                                                  }
                                                  messages {
                                                    role: ASSISTANT
                                                    content { thinking { text: "hm" signature: "sig" } }
                                                    content { text { text: "y" } }
                                                  })pb"));
  EXPECT_THAT(anthropic.losses,
              ElementsAre("stop_sequences", "top_k", "messages[0].content[0].cache_control", "messages[1].content[0]"));
  EXPECT_EQ(anthropic.body["reasoning"]["effort"], "medium");
  EXPECT_EQ(anthropic.body["input"][1], json::parse(R"({"role":"assistant","content":"y"})"));
}

TEST(ToResponses, PlacesCountAsTheCallersDialectCounts) {
  EXPECT_THAT(FromChat(R"({"model":"m","messages":[{"role":"system","content":"s"},
                          {"role":"user","content":"x","name":"ada"}]})")
                  .losses,
              ElementsAre("messages[1].name"));
}

TEST(ToResponses, AFailedToolSaysSoInWords) {
  const Translated got = Encode(Parsed(R"pb(dialect: ANTHROPIC_MESSAGES
                                            messages {
                                              role: USER
                                              content {
                                                tool_result {
                                                  tool_call_id: "t1"
                                                  is_error: true
                                                  content { text { text: "ok" } }
                                                  content { image { content: "x" media_type: "image/png" } }
                                                }
                                              }
                                              content { text { text: "go on" } }
                                            })pb"));
  EXPECT_EQ(got.body["input"], json::parse(R"([{"type":"function_call_output","call_id":"t1","output":[
                {"type":"input_text","text":"[Error] ok"},
                {"type":"input_image","image_url":"data:image/png;base64,eA==","detail":"auto"}]},
                {"role":"user","content":"go on"}])"));
  EXPECT_THAT(got.losses, ElementsAre("messages[0].is_error"));
}

TEST(ToResponses, SeveralInstructionsKeepTheirRolesAndOrder) {
  const Translated got = FromChat(R"({"model":"m","messages":[{"role":"system","content":"A"},
      {"role":"developer","content":"B"},{"role":"user","content":"u"}]})");
  EXPECT_FALSE(got.body.contains("instructions"));
  EXPECT_EQ(got.body["input"][0]["role"], "system");
  EXPECT_EQ(got.body["input"][1]["role"], "developer");
}

TEST(FromResponses, AnAgentsTurnIsOneMessageOfChatCompletions) {
  const Translated got = ToChat(R"({"model":"m","instructions":"Be kind.","input":[
      {"role":"user","content":"weather?"},
      {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Looking.","annotations":[],"logprobs":[]}]},
      {"type":"function_call","id":"fc_1","call_id":"c1","name":"look","arguments":"{}","status":"completed"},
      {"type":"function_call","id":"fc_2","call_id":"c2","name":"look","arguments":"{}","status":"completed"},
      {"type":"function_call_output","call_id":"c1","output":"r1"},
      {"type":"function_call_output","call_id":"c2","output":"r2"}],
      "stream":false,"temperature":null,"tools":[],"truncation":"disabled","store":true})");
  ASSERT_EQ(got.body["messages"].size(), 5u) << got.body;
  EXPECT_EQ(got.body["messages"][0]["content"], "Be kind.");
  EXPECT_EQ(got.body["messages"][2]["tool_calls"].size(), 2u);
  EXPECT_EQ(got.body["messages"][3]["tool_call_id"], "c1");
  EXPECT_THAT(got.losses, IsEmpty()) << "spelling is no loss";
}

TEST(FromResponses, WhatOnlyItHasIsNamed) {
  const Translated got = ToChat(R"({"model":"m","background":true,"conversation":"conv_1","previous_response_id":"r_1",
      "prompt":{"id":"p"},"include":["reasoning.encrypted_content"],"truncation":"auto","max_tool_calls":2,
      "tools":[{"type":"web_search"}],"input":[{"role":"user","content":"x"},{"type":"item_reference","id":"i_1"}]})");
  for (const char* name : {"background", "prompt", "include", "truncation", "max_tool_calls", "tools[0]"}) {
    EXPECT_THAT(got.losses, Contains(name));
  }
  EXPECT_THAT(got.losses, Contains(::testing::StartsWith("input[1]")));
  // They are told as history.
  EXPECT_THAT(got.losses, ::testing::Not(Contains("conversation")));
  EXPECT_THAT(got.losses, ::testing::Not(Contains("previous_response_id")));
}

}  // namespace
}  // namespace signalbox::dialect::openai_responses
