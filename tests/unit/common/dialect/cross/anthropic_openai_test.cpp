// Anthropic's Messages and OpenAI's chat, through the canonical model.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/codec.h"
#include "common/sse/parser.h"

namespace signalbox::dialect {
namespace {

using nlohmann::json;
using ::testing::IsEmpty;

constexpr std::string_view kPng = "iVBORw0KGgo=";

const Codec& Anthropic() {
  return *CodecOf(llm::v1::ANTHROPIC_MESSAGES);
}
const Codec& OpenAi() {
  return *CodecOf(llm::v1::OPENAI_CHAT);
}

struct Translated {
  json body;
  std::vector<std::string> losses;
};

Translated Request(const Codec& from, const Codec& to, const json& body) {
  const auto conversation = from.DecodeRequest(body.dump());
  EXPECT_TRUE(conversation.ok()) << conversation.status();
  if (!conversation.ok()) return {};
  Losses losses;
  const auto encoded = to.EncodeRequest(*conversation, {.model = "provider-model"}, losses);
  EXPECT_TRUE(encoded.ok()) << encoded.status();
  return {encoded.ok() ? json::parse(*encoded) : json(), losses.paths()};
}

json Answer(const Codec& from, const Codec& to, const json& body) {
  const auto response = from.DecodeResponse(body.dump());
  EXPECT_TRUE(response.ok()) << response.status();
  if (!response.ok()) return {};
  Losses losses;
  return json::parse(to.EncodeResponse(*response, {.public_model = "fast", .created = 1, .id = "0af7"}, losses));
}

// The types of the events a stream becomes, and its data.
struct Streamed {
  std::vector<std::string> types;
  std::vector<std::string> data;
};

Streamed Stream(const Codec& from, const Codec& to, const std::vector<std::string>& events) {
  const auto decoder = from.NewStreamDecoder();
  const auto encoder =
      to.NewStreamEncoder({.public_model = "fast", .include_usage = true, .id = "0af7", .from = from.dialect()});
  std::string out;
  const auto sink = [&](const StreamEvent& event) { encoder->Encode(event, out); };
  for (const std::string& data : events) EXPECT_TRUE(decoder->Decode({"", data}, sink).ok()) << data;
  decoder->End(sink);
  Streamed streamed;
  sse::Parser parser;
  EXPECT_TRUE(parser
                  .Feed(out,
                        [&](const sse::Event& event) {
                          streamed.types.emplace_back(event.type);
                          streamed.data.emplace_back(event.data);
                        })
                  .ok());
  return streamed;
}

json CallOf(std::string_view id, std::string_view arguments) {
  return {{"id", id}, {"type", "function"}, {"function", {{"name", "f"}, {"arguments", arguments}}}};
}

TEST(G9_OpenAiToAnthropicRequest, SaysTheSameWithinTheRulesOfMessages) {
  const json image = {{"type", "image_url"}, {"image_url", {{"url", "data:image/png;base64," + std::string(kPng)}}}};
  const json linked = {{"type", "image_url"}, {"image_url", {{"url", "https://example.com/a.png"}}}};
  const json schema = {{"type", "object"}, {"properties", json::object()}};
  const json body = {
      {"model", "fast"},
      {"messages",
       {{{"role", "system"}, {"content", "A"}},
        {{"role", "developer"}, {"content", "B"}},
        {{"role", "user"}, {"content", {{{"type", "text"}, {"text", "look"}}, image, linked}}},
        {{"role", "assistant"}, {"content", nullptr}, {"tool_calls", {CallOf("c1", R"({"a":1})"), CallOf("c2", "{}")}}},
        {{"role", "tool"}, {"tool_call_id", "c1"}, {"content", "r1"}},
        {{"role", "tool"}, {"tool_call_id", "c2"}, {"content", "r2"}}}},
      {"stop", "END"},
      {"max_completion_tokens", 77},
      {"temperature", 0},
      {"tools", {{{"type", "function"}, {"function", {{"name", "f"}, {"parameters", schema}}}}}},
      {"tool_choice", "required"},
      {"parallel_tool_calls", false},
      {"user", "u1"}};

  const Translated translated = Request(OpenAi(), Anthropic(), body);

  EXPECT_EQ(translated.body, json::parse(R"({
    "model":"provider-model","max_tokens":77,"system":"A\n\nB","temperature":0.0,"stop_sequences":["END"],
    "messages":[
      {"role":"user","content":[
        {"type":"text","text":"look"},
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}},
        {"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}]},
      {"role":"assistant","content":[
        {"type":"tool_use","id":"c1","name":"f","input":{"a":1}},
        {"type":"tool_use","id":"c2","name":"f","input":{}}]},
      {"role":"user","content":[
        {"type":"tool_result","tool_use_id":"c1","content":"r1"},
        {"type":"tool_result","tool_use_id":"c2","content":"r2"}]}],
    "tools":[{"name":"f","input_schema":{"type":"object","properties":{}}}],
    "tool_choice":{"type":"any","disable_parallel_tool_use":true},
    "metadata":{"user_id":"u1"}})"));
  EXPECT_THAT(translated.losses, IsEmpty());
}

TEST(G9_OpenAiToAnthropicRequest, HasABoundEvenWithoutTheCallers) {
  const json body = {{"model", "fast"}, {"messages", {{{"role", "user"}, {"content", "q"}}}}};

  EXPECT_EQ(Request(OpenAi(), Anthropic(), body).body["max_tokens"], 4096);
}

TEST(G10_AnthropicToOpenAiRequest, PutsToolResultsBehindTheirCallsAndTheRestAfter) {
  const json body = json::parse(R"({"model":"fast","max_tokens":5,"top_k":3,
    "system":[{"type":"text","text":"A","cache_control":{"type":"ephemeral"}},{"type":"text","text":"B"}],
    "messages":[
      {"role":"user","content":"q"},
      {"role":"assistant","content":[{"type":"text","text":"t"},{"type":"tool_use","id":"tu1","name":"f","input":{}}]},
      {"role":"user","content":[
        {"type":"tool_result","tool_use_id":"tu1","is_error":true,"content":[{"type":"text","text":"ok"},
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]},
        {"type":"text","text":"<system-reminder>"}]}]})");

  const Translated translated = Request(Anthropic(), OpenAi(), body);
  const json& messages = translated.body["messages"];

  ASSERT_EQ(messages.size(), 5u) << messages;
  EXPECT_EQ(messages[2]["tool_calls"][0]["id"], "tu1");
  EXPECT_EQ(messages[3]["role"], "tool");
  EXPECT_NE(messages[3].dump().find("ok"), std::string::npos);
  EXPECT_EQ(messages[4]["role"], "user");
  EXPECT_NE(messages[4].dump().find("<system-reminder>"), std::string::npos);
  EXPECT_NE(messages[4].dump().find(kPng), std::string::npos);
  for (const char* name : {"thinking", "metadata", "cache_control", "top_k"}) {
    EXPECT_FALSE(translated.body.contains(name)) << name;
  }
}

TEST(G11_OrphanToolCalls, AreAnsweredAcrossDialectsAndLeftAloneWithinOne) {
  const json chat = {{"model", "fast"},
                     {"messages",
                      {{{"role", "user"}, {"content", "q"}},
                       {{"role", "assistant"}, {"content", nullptr}, {"tool_calls", {CallOf("tu1", "{}")}}},
                       {{"role", "user"}, {"content", "go"}}}}};
  const json across = Request(OpenAi(), Anthropic(), chat).body["messages"];
  EXPECT_EQ(across[2], json::parse(R"({"role":"user","content":[
    {"type":"tool_result","tool_use_id":"tu1","content":"[Tool call interrupted - no result available]","is_error":true},
    {"type":"text","text":"go"}]})"));

  const json messages = json::parse(R"({"model":"m","max_tokens":1,"messages":[{"role":"user","content":"q"},
    {"role":"assistant","content":[{"type":"tool_use","id":"tu1","name":"f","input":{}}]},
    {"role":"user","content":"go"}]})");
  EXPECT_EQ(Request(Anthropic(), Anthropic(), messages).body["messages"], messages["messages"]);
}

TEST(G12_AnthropicToOpenAiAnswer, SaysTheSame) {
  const json answer = Answer(Anthropic(), OpenAi(), json::parse(R"({"id":"msg_1","type":"message","role":"assistant",
    "model":"m","content":[{"type":"thinking","thinking":"T","signature":"s"},{"type":"text","text":"A"},
    {"type":"tool_use","id":"tu","name":"f","input":{"x":1}}],"stop_reason":"tool_use","stop_sequence":null,
    "usage":{"input_tokens":10,"cache_read_input_tokens":3,"cache_creation_input_tokens":2,"output_tokens":5}})"));
  const json& message = answer["choices"][0]["message"];

  EXPECT_EQ(message["content"], "A");
  EXPECT_EQ(message["reasoning_content"], "T");
  EXPECT_EQ(message["tool_calls"][0]["function"]["arguments"], R"({"x":1})");
  EXPECT_EQ(answer["choices"][0]["finish_reason"], "tool_calls");
  EXPECT_EQ(answer["usage"]["prompt_tokens"], 15);
  EXPECT_EQ(answer["usage"]["completion_tokens"], 5);
  EXPECT_EQ(answer["usage"]["prompt_tokens_details"]["cached_tokens"], 3);
}

TEST(G13_OpenAiToAnthropicAnswer, HasOneToolUseWithAnObject) {
  const json answer = Answer(OpenAi(), Anthropic(), json::parse(R"({"id":"chatcmpl-1","object":"chat.completion",
    "created":1,"model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
    "content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]}}],
    "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4}}})"));

  EXPECT_EQ(answer, json::parse(R"({"id":"msg_0af7","type":"message","role":"assistant","model":"fast",
    "content":[{"type":"tool_use","id":"t","name":"f","input":{"x":1}}],"stop_reason":"tool_use","stop_sequence":null,
    "usage":{"input_tokens":6,"cache_creation_input_tokens":0,"cache_read_input_tokens":4,"output_tokens":5}})"));
}

TEST(G14_AnthropicToOpenAiStream, HasOneChoiceAndCountsTools) {
  const Streamed streamed = Stream(
      Anthropic(), OpenAi(),
      {R"({"type":"message_start","message":{"id":"msg_1","model":"m","content":[],"usage":{"input_tokens":25,"output_tokens":1}}})",
       R"({"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}})",
       R"({"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hmm"}})",
       R"({"type":"content_block_stop","index":0})",
       R"({"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}})",
       R"({"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hi"}})",
       R"({"type":"content_block_stop","index":1})",
       R"({"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"tu","name":"f","input":{}}})",
       R"({"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"a\""}})",
       R"({"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":":1}"}})",
       R"({"type":"content_block_stop","index":2})",
       R"({"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":15}})",
       R"({"type":"message_stop"})"});

  ASSERT_FALSE(streamed.data.empty());
  EXPECT_EQ(streamed.data.back(), "[DONE]");
  std::string arguments;
  std::string finish;
  json usage;
  for (std::size_t i = 0; i + 1 < streamed.data.size(); ++i) {
    const json chunk = json::parse(streamed.data[i]);
    EXPECT_EQ(chunk["model"], "fast");
    if (chunk.contains("usage") && !chunk["usage"].is_null()) usage = chunk["usage"];
    for (const json& choice : chunk["choices"]) {
      EXPECT_EQ(choice["index"], 0);
      if (!choice["finish_reason"].is_null()) finish = choice["finish_reason"];
      for (const json& call : choice["delta"].value("tool_calls", json::array())) {
        EXPECT_EQ(call["index"], 0);
        arguments += call["function"].value("arguments", "");
      }
    }
  }
  EXPECT_EQ(arguments, R"({"a":1})");
  EXPECT_EQ(finish, "tool_calls");
  EXPECT_EQ(usage["total_tokens"], 40);
}

TEST(G15_OpenAiToAnthropicStream, HasEveryBlockInItsPlaceAndOneMessageDelta) {
  const auto chunk = [](const std::string& delta, const std::string& finish = "null") {
    return R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":)" +
           delta + R"(,"finish_reason":)" + finish + "}]}";
  };
  const Streamed streamed = Stream(
      OpenAi(), Anthropic(),
      {chunk(R"({"role":"assistant","content":""})"), chunk(R"({"reasoning_content":"hmm"})"),
       chunk(R"({"content":"Hi"})"),
       chunk(R"({"tool_calls":[{"index":0,"id":"t1","type":"function","function":{"name":"f","arguments":""}}]})"),
       chunk(R"({"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]})"), chunk("{}", "\"tool_calls\""),
       R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":4,"total_tokens":15}})",
       "[DONE]"});

  EXPECT_THAT(streamed.types,
              ::testing::ElementsAre("message_start", "ping", "content_block_start", "content_block_delta",
                                     "content_block_stop", "content_block_start", "content_block_delta",
                                     "content_block_stop", "content_block_start", "content_block_delta",
                                     "content_block_stop", "message_delta", "message_stop"));
  const auto event = [&](std::size_t index) { return json::parse(streamed.data[index]); };
  EXPECT_EQ(event(0)["message"]["model"], "fast");
  EXPECT_EQ(event(2)["content_block"]["type"], "thinking");
  EXPECT_EQ(event(5)["content_block"]["type"], "text");
  EXPECT_EQ(event(6)["delta"]["text"], "Hi");
  EXPECT_EQ(event(8)["content_block"], json::parse(R"({"type":"tool_use","id":"t1","name":"f","input":{}})"));
  EXPECT_EQ(event(9)["delta"]["partial_json"], "{}");
  EXPECT_EQ(event(11)["delta"]["stop_reason"], "tool_use");
  EXPECT_EQ(event(11)["usage"]["input_tokens"], 11);
  EXPECT_EQ(event(11)["usage"]["output_tokens"], 4);
}

}  // namespace
}  // namespace signalbox::dialect
