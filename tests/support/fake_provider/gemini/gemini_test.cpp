#include "tests/support/fake_provider/asked.h"

namespace signalbox::fake_provider {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using Json = nlohmann::json;

constexpr std::string_view kHello = R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}]})";
constexpr std::string_view kRich =
    "/v1beta/models/gemini-2.5-flash%3Bids=fixed%3Breasoning=3%3Bpreamble=yes%3Btools=2%3Bprompt=20%3Bcached=4";

class GeminiTest : public ::testing::Test {
 protected:
  Asked Post(std::string_view target, std::string_view body = kHello) {
    return Ask(provider_, "POST", target, {{"x-goog-api-key", "k"}}, body);
  }

  std::string Refusal(std::string_view body, std::string_view model = "g") {
    std::string target = "/v1beta/models/";
    target.append(model).append(":generateContent");
    const Asked asked = Post(target, body);
    EXPECT_EQ(asked.status, 400);
    EXPECT_EQ(asked.Json().at("error").at("status"), "INVALID_ARGUMENT");
    return asked.Json().at("error").at("message");
  }

  Provider provider_{Options{}};
};

std::string At(std::string_view model, std::string_view action) {
  std::string target(model);
  return target.append(action);
}

// The pieces' parts as one answer's: neighbouring texts of a kind are one.
Json Reassembled(const std::vector<Json>& pieces) {
  Json parts = Json::array();
  for (const Json& piece : pieces) {
    for (const Json& part : piece.at("candidates").at(0).at("content").at("parts")) {
      if (part.value("text", "-").empty() && part.size() == 1) continue;
      const bool joins = !parts.empty() && part.contains("text") && parts.back().contains("text") &&
                         part.contains("thought") == parts.back().contains("thought");
      if (!joins) {
        parts.push_back(part);
        continue;
      }
      parts.back()["text"] = parts.back().at("text").get<std::string>() + part.at("text").get<std::string>();
      if (part.contains("thoughtSignature")) parts.back()["thoughtSignature"] = part.at("thoughtSignature");
    }
  }
  return parts;
}

TEST_F(GeminiTest, AStreamSaysWhatThePlainAnswerSaysInBothForms) {
  const Json plain = Post(At(kRich, ":generateContent")).Json();
  const std::vector<Json> events = Post(At(kRich, ":streamGenerateContent?alt=sse")).Events();
  const Asked array = Post(At(kRich, ":streamGenerateContent"));

  EXPECT_EQ(Reassembled(events), plain.at("candidates").at(0).at("content").at("parts"));
  EXPECT_EQ(events.back().at("usageMetadata"), plain.at("usageMetadata"));
  EXPECT_EQ(events.back().at("candidates").at(0).at("finishReason"), "STOP");
  EXPECT_THAT(array.head, HasSubstr("content-type: application/json"));
  EXPECT_EQ(array.Json(), Json(events));
}

TEST_F(GeminiTest, CountsThoughtsApartAndCachedTokensWithinThePrompt) {
  const Json usage = Post(At(kRich, ":generateContent")).Json().at("usageMetadata");

  EXPECT_EQ(usage.at("promptTokenCount"), 20);
  EXPECT_EQ(usage.at("cachedContentTokenCount"), 4);
  EXPECT_EQ(usage.at("thoughtsTokenCount"), 3);
  EXPECT_EQ(usage.at("candidatesTokenCount"), 10);
  EXPECT_EQ(usage.at("totalTokenCount"), 33);
}

TEST_F(GeminiTest, ABlockedPromptHasFeedbackAndNoCandidates) {
  const Json answer = Post("/v1beta/models/g%3Bblocked=SAFETY:generateContent").Json();

  EXPECT_EQ(answer.at("promptFeedback").at("blockReason"), "SAFETY");
  EXPECT_FALSE(answer.contains("candidates"));
}

TEST_F(GeminiTest, CountsTokensAndEmbedsTexts) {
  EXPECT_EQ(Post("/v1/models/g%3Bprompt=31:countTokens").Json().at("totalTokens"), 31);
  const std::string request = R"({"model":"models/e","content":{"parts":[{"text":"a"}]},"outputDimensionality":3})";
  const Json one = Post("/v1beta/models/e:embedContent", request).Json().at("embedding");
  const Json batch = Post("/v1beta/models/e:batchEmbedContents", R"({"requests":[)" + request + "]}").Json();

  EXPECT_THAT(one.at("values"), SizeIs(3));
  EXPECT_EQ(batch.at("embeddings").at(0), one);
}

TEST_F(GeminiTest, ErrorsCarryGooglesStatusAndDetails) {
  const Asked limited = Post("/v1beta/models/g%3Bstatus=429:generateContent");
  const Asked bad_key = Ask(provider_, "POST", "/v1beta/models/g:generateContent?key=sk-bad", {}, kHello);

  EXPECT_EQ(limited.status, 429);
  EXPECT_EQ(limited.Json().at("error").at("status"), "RESOURCE_EXHAUSTED");
  EXPECT_EQ(bad_key.status, 400);
  EXPECT_EQ(bad_key.Json().at("error").at("details").at(0).at("reason"), "API_KEY_INVALID");
  EXPECT_EQ(Ask(provider_, "POST", "/v1beta/models/g:generateContent", {}, kHello).status, 403);
}

TEST_F(GeminiTest, RefusesFieldsItDoesNotKnowAndNamesTheirPlace) {
  EXPECT_THAT(Refusal(R"({"contents":[],"stream":true})"), HasSubstr("Unknown name \"stream\": Cannot find field."));
  EXPECT_THAT(Refusal(R"({"contents":[],"generationConfig":{"maxTokens":1}})"), HasSubstr("at 'generation_config'"));
  EXPECT_THAT(Refusal(R"({"contents":[],"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"object",)"
                      R"("properties":{"a":{"type":"string","const":"x"}}}}]}]})"),
              HasSubstr("at 'tools[0].function_declarations[0].parameters.properties[0].value'"));
}

TEST_F(GeminiTest, ReadsBothSpellingsOfAField) {
  const std::string_view snake =
      R"({"contents":[{"parts":[{"text":"x"}]}],"generation_config":{"max_output_tokens":1}})";

  EXPECT_EQ(Post("/v1beta/models/g:generateContent", snake).status, 200);
}

TEST_F(GeminiTest, RefusesBadTurns) {
  EXPECT_THAT(Refusal(R"({"contents":[]})"), HasSubstr("contents is not specified"));
  EXPECT_THAT(Refusal(R"({"contents":[{"role":"assistant","parts":[{"text":"x"}]}]})"), HasSubstr("valid role"));
  EXPECT_THAT(Refusal(R"({"contents":[{"role":"user","parts":[]}]})"), HasSubstr("parts must not be empty"));
  EXPECT_THAT(Refusal(R"({"contents":[{"role":"user","parts":[{"thought":true}]}]})"), HasSubstr("oneof field 'data'"));
  EXPECT_THAT(Refusal(R"({"contents":[{"role":"user","parts":[{"functionResponse":{"response":{}}}]}]})"),
              HasSubstr("function_response.name: Name cannot be empty."));
  EXPECT_THAT(Refusal(R"({"contents":[{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]}]})"),
              HasSubstr("immediately after a function call turn"));
}

TEST_F(GeminiTest, ANewModelWantsTheSignaturesOfItsCallsBack) {
  const Json call = Post("/v1beta/models/gemini-3-pro%3Btools=1:generateContent").Json().at("candidates").at(0);
  const Json response = {{"functionResponse", {{"name", "get_weather"}, {"response", Json::object()}}}};
  Json request = {{"contents",
                   {{{"role", "user"}, {"parts", {{{"text", "x"}}}}},
                    call.at("content"),
                    {{"role", "user"}, {"parts", {response}}}}}};

  EXPECT_EQ(Post("/v1beta/models/gemini-3-pro:generateContent", request.dump()).status, 200);
  request["contents"][1]["parts"][0].erase("thoughtSignature");
  EXPECT_THAT(Refusal(request.dump(), "gemini-3-pro"), HasSubstr("missing a thought_signature"));
  EXPECT_EQ(Post("/v1beta/models/gemini-2.5-flash:generateContent", request.dump()).status, 200);
}

}  // namespace
}  // namespace signalbox::fake_provider
