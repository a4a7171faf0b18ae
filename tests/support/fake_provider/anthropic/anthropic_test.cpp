#include "tests/support/fake_provider/asked.h"

namespace signalbox::fake_provider {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Json = nlohmann::json;

constexpr std::string_view kRich =
    "claude;ids=fixed;reasoning=3;redacted=1;preamble=yes;tools=2;prompt=20;cached=4;cache_write=2";

std::string Body(std::string_view model, std::string_view more = "",
                 std::string_view messages = R"([{"role":"user","content":"Hi"}])") {
  std::string body = R"({"max_tokens":100,"model":")";
  body.append(model).append(R"(","messages":)").append(messages).append(more).append("}");
  return body;
}

class AnthropicTest : public ::testing::Test {
 protected:
  Asked Post(const std::string& body, std::string_view target = "/v1/messages") {
    return Ask(provider_, "POST", target, {{"x-api-key", "sk-ant"}, {"anthropic-version", "2023-06-01"}}, body);
  }

  std::string Refusal(const std::string& body) {
    const Asked asked = Post(body);
    EXPECT_EQ(asked.status, 400);
    EXPECT_EQ(asked.Json().at("error").at("type"), "invalid_request_error");
    return asked.Json().at("error").at("message");
  }

  Provider provider_{Options{}};
};

// What a client makes of the events.
Json Reassembled(const std::vector<Json>& events) {
  Json message;
  std::string input;
  for (const Json& event : events) {
    const std::string type = event.at("type");
    if (type == "message_start") message = event.at("message");
    if (type == "content_block_start") message["content"].push_back(event.at("content_block"));
    if (type == "content_block_delta") {
      const Json& delta = event.at("delta");
      Json& block = message["content"].at(event.at("index").get<std::size_t>());
      if (delta.contains("partial_json")) {
        input += delta.at("partial_json").get<std::string>();
        continue;
      }
      for (const char* name : {"text", "thinking", "signature"}) {
        if (delta.contains(name)) block[name] = block.at(name).get<std::string>() + delta.at(name).get<std::string>();
      }
    }
    if (type == "content_block_stop" && !input.empty()) {
      message["content"].at(event.at("index").get<std::size_t>())["input"] = Json::parse(input);
      input.clear();
    }
    if (type == "message_delta") {
      message.update(event.at("delta"));
      message["usage"].update(event.at("usage"));
    }
  }
  return message;
}

TEST_F(AnthropicTest, AStreamSaysWhatThePlainAnswerSays) {
  const Json plain = Post(Body(kRich)).Json();
  const std::vector<Json> events = Post(Body(kRich, R"(,"stream":true)")).Events();

  EXPECT_EQ(Reassembled(events), plain);
  EXPECT_EQ(events.back().at("type"), "message_stop");
}

TEST_F(AnthropicTest, CountsFreshAndCachedInputApart) {
  const Json usage = Post(Body(kRich)).Json().at("usage");

  EXPECT_EQ(usage.at("input_tokens"), 14);
  EXPECT_EQ(usage.at("cache_read_input_tokens"), 4);
  EXPECT_EQ(usage.at("cache_creation_input_tokens"), 2);
  EXPECT_EQ(usage.at("output_tokens"), 13);
}

TEST_F(AnthropicTest, TakesItsOwnAnswerBack) {
  const Json answer = Post(Body(kRich)).Json();
  Json results = Json::array();
  for (const Json& block : answer.at("content")) {
    if (block.at("type") == "tool_use") results.push_back({{"type", "tool_result"}, {"tool_use_id", block.at("id")}});
  }
  const Json messages = {{{"role", "user"}, {"content", "Hi"}},
                         {{"role", "assistant"}, {"content", answer.at("content")}},
                         {{"role", "user"}, {"content", results}}};

  EXPECT_EQ(Post(Body("claude", "", messages.dump())).status, 200);
}

TEST_F(AnthropicTest, CountsTokensAsTheScriptSays) {
  const std::string body = R"({"model":"claude;prompt=77","messages":[{"role":"user","content":"Hi"}]})";

  EXPECT_EQ(Post(body, "/anthropic/v1/messages/count_tokens").Json(), Json({{"input_tokens", 77}}));
}

TEST_F(AnthropicTest, AnErrorCarriesTypeStatusAndTheRequestIdOfItsHead) {
  const Asked overloaded = Post(Body("claude;error=overloaded;retry_after=7"));

  EXPECT_EQ(overloaded.status, 529);
  EXPECT_EQ(overloaded.Json().at("error").at("type"), "overloaded_error");
  EXPECT_THAT(overloaded.head, HasSubstr("request-id: " + overloaded.Json().at("request_id").get<std::string>()));
  EXPECT_THAT(overloaded.head, HasSubstr("retry-after: 7"));
}

TEST_F(AnthropicTest, AnErrorInAStreamIsAnEventOfItsOwn) {
  const std::string body = Post(Body("claude;error_after=4;error=overloaded", R"(,"stream":true)")).body;

  EXPECT_THAT(body, ::testing::EndsWith("event: error\ndata: "
                                        R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})"
                                        "\n\n"));
}

TEST_F(AnthropicTest, BreaksOffInItsOwnFraming) {
  const std::string json = Post(Body("claude;cut=after:3;how=json", R"(,"stream":true)")).body;
  const std::string sse = Post(Body("claude;cut=after:3;how=sse", R"(,"stream":true)")).body;

  EXPECT_THAT(json,
              ::testing::EndsWith("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"ind\n\n"));
  EXPECT_THAT(sse, ::testing::EndsWith("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"ind"));
}

TEST_F(AnthropicTest, ListsModelsInItsOwnShapeForItsOwnCallers) {
  const Asked asked = Ask(provider_, "GET", "/v1/models", {{"x-api-key", "k"}, {"anthropic-version", "v"}});

  EXPECT_EQ(asked.Json().at("data").at(0).at("type"), "model");
  EXPECT_EQ(asked.Json().at("has_more"), false);
}

TEST_F(AnthropicTest, RefusesCallersWithoutAKeyOrAVersion) {
  const std::string body = Body("claude");

  EXPECT_EQ(Ask(provider_, "POST", "/v1/messages", {{"anthropic-version", "v"}}, body).status, 401);
  const Headers bad = {{"x-api-key", "sk-bad"}, {"anthropic-version", "v"}};
  EXPECT_EQ(Ask(provider_, "POST", "/v1/messages", bad, body).Json().at("error").at("type"), "authentication_error");
  EXPECT_EQ(Ask(provider_, "POST", "/v1/messages", {{"x-api-key", "k"}}, body).status, 400);
}

TEST_F(AnthropicTest, RefusesFieldsItDoesNotKnow) {
  EXPECT_EQ(Refusal(Body("c", R"(,"frequency_penalty":1)")), "frequency_penalty: Extra inputs are not permitted");
  EXPECT_THAT(Refusal(Body("c", R"(,"metadata":{"k":"v"})")), HasSubstr("metadata.k"));
  EXPECT_THAT(Refusal(Body("c", "", R"([{"role":"user","content":"x","name":"n"}])")), HasSubstr("messages.0.name"));
  EXPECT_THAT(Refusal(Body("c", R"(,"tools":[{"name":"f","parameters":{},"input_schema":{"type":"object"}}])")),
              HasSubstr("tools.0.custom.parameters"));
  EXPECT_EQ(Post(Body("c;strict=no", R"(,"frequency_penalty":1)")).status, 200);
}

TEST_F(AnthropicTest, RefusesWhatIsMissing) {
  EXPECT_EQ(Refusal(R"({"model":"c","messages":[{"role":"user","content":"x"}]})"), "max_tokens: Field required");
  EXPECT_EQ(Refusal(R"({"model":"c","max_tokens":1})"), "messages: Field required");
  EXPECT_THAT(Refusal(Body("c", R"(,"tools":[{"name":"f","input_schema":{}}])")), HasSubstr("input_schema.type"));
}

TEST_F(AnthropicTest, RefusesRolesAndBlocksOfOtherDialects) {
  EXPECT_THAT(Refusal(Body("c", "", R"([{"role":"system","content":"x"}])")), HasSubstr("role \"system\""));
  EXPECT_THAT(Refusal(Body("c", "", R"([{"role":"tool","content":"x"}])")), HasSubstr("role \"tool\""));
  EXPECT_THAT(Refusal(Body("c", "", R"([{"role":"user","content":[{"type":"image_url","image_url":{}}]}])")),
              HasSubstr("Input tag 'image_url'"));
  EXPECT_THAT(Refusal(Body("c", "", R"([{"role":"user","content":[{"type":"text","text":""}]}])")),
              HasSubstr("must be non-empty"));
}

TEST_F(AnthropicTest, RefusesToolResultsThatAnswerNothingAndUsesWithoutResult) {
  EXPECT_THAT(Refusal(Body("c", "", R"([{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"}]}])")),
              HasSubstr("unexpected `tool_use_id`"));
  const std::string use = R"({"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]})";
  const std::string ask = R"([{"role":"user","content":"x"},)" + use;
  EXPECT_THAT(Refusal(Body("c", "", ask + R"(,{"role":"user","content":"y"}])")), HasSubstr("without `tool_result`"));
  EXPECT_THAT(Refusal(Body("c", "",
                           ask + R"(,{"role":"user","content":[{"type":"text","text":"y"},)"
                                 R"({"type":"tool_result","tool_use_id":"a"}]}])")),
              HasSubstr("without `tool_result`"));
}

TEST_F(AnthropicTest, RefusesThoughtsItNeverSigned) {
  EXPECT_THAT(Refusal(Body("c", "",
                           R"([{"role":"user","content":"x"},{"role":"assistant","content":)"
                           R"([{"type":"thinking","thinking":"t","signature":"abcd"}]}])")),
              HasSubstr("Invalid `signature`"));
}

}  // namespace
}  // namespace signalbox::fake_provider
