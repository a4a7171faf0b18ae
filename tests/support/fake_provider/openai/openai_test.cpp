#include <cstring>

#include "tests/support/fake_provider/asked.h"
#include "tests/support/fake_provider/base64.h"
#include "tests/support/fake_provider/openai/media.h"

namespace signalbox::fake_provider {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using Json = nlohmann::json;

class OpenAiTest : public ::testing::Test {
 protected:
  Asked Post(std::string_view target, std::string_view body, std::string_view type = "application/json") {
    return Ask(provider_, "POST", target, {{"authorization", "Bearer k"}, {"content-type", type}}, body);
  }

  std::string ChatRefusal(std::string_view messages, std::string_view more = "") {
    std::string body = R"({"model":"m","messages":)";
    const Asked asked = Post("/v1/chat/completions", body.append(messages).append(more).append("}"));
    EXPECT_EQ(asked.status, 400);
    return asked.Json().at("error").at("message");
  }

  Provider provider_{Options{}};
};

TEST_F(OpenAiTest, AnswersUnderAnyPrefixButNotUnderAVersionTwice) {
  const std::string_view body = R"({"model":"m","messages":[]})";

  EXPECT_EQ(Post("/api/paas/v4/chat/completions", body).status, 200);
  EXPECT_EQ(Post("/v1/v1/chat/completions", body).status, 404);
}

TEST_F(OpenAiTest, RefusesToolMessagesThatAnswerNothingAndCallsWithoutAnswer) {
  EXPECT_THAT(ChatRefusal(R"([{"role":"tool","tool_call_id":"a","content":"x"}])"),
              HasSubstr("must be a response to a preceeding message"));
  const std::string call = R"({"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function",)"
                           R"("function":{"name":"f","arguments":"{}"}}]})";
  EXPECT_THAT(ChatRefusal("[" + call + R"(,{"role":"user","content":"x"}])"), HasSubstr("response messages: a"));
  EXPECT_THAT(ChatRefusal("[" + call + "]"), HasSubstr("response messages: a"));
}

TEST_F(OpenAiTest, RefusesRolesPartsAndParametersOfOtherDialects) {
  EXPECT_THAT(ChatRefusal(R"([{"role":"model","content":"x"}])"), HasSubstr("Invalid value: 'model'"));
  EXPECT_THAT(ChatRefusal(R"([{"role":"user","content":[{"type":"tool_result"}]}])"), HasSubstr("'tool_result'"));
  EXPECT_THAT(ChatRefusal(R"([{"role":"user","content":null}])"), HasSubstr("expected a string, got null"));
  EXPECT_THAT(ChatRefusal("[]", R"(,"tools":[{"name":"f","input_schema":{}}])"), HasSubstr("tools[0].function"));
  EXPECT_THAT(ChatRefusal("[]", R"(,"tools":[])"), HasSubstr("empty array"));
  EXPECT_THAT(ChatRefusal("[]", R"(,"tool_choice":"auto")"), HasSubstr("only allowed when 'tools'"));
  EXPECT_THAT(ChatRefusal("[]", R"(,"stream_options":{"include_usage":true})"), HasSubstr("'stream' is enabled"));
  EXPECT_THAT(ChatRefusal("[]", R"(,"temperature":3)"), HasSubstr("above maximum"));
}

TEST_F(OpenAiTest, TakesFieldsItDoesNotKnow) {
  EXPECT_EQ(Post("/v1/chat/completions", R"({"model":"m","messages":[],"new_field":{"a":1.0}})").status, 200);
}

TEST_F(OpenAiTest, ARefusalIsNotContent) {
  const Json message = Post("/v1/chat/completions", R"({"model":"m;finish=refusal;text=No","messages":[]})")
                           .Json()
                           .at("choices")
                           .at(0)
                           .at("message");

  EXPECT_TRUE(message.at("content").is_null());
  EXPECT_EQ(message.at("refusal"), "No");
}

TEST_F(OpenAiTest, CompletesEveryPrompt) {
  const Json echoed = Post("/v1/completions", R"({"model":"m;text=x","prompt":["a","b"],"echo":true})").Json();
  const Json tokens = Post("/v1/completions", R"({"model":"m;text=x","prompt":[[1,2],[3]],"n":2})").Json();

  EXPECT_EQ(echoed.at("choices").at(1).at("text"), "bx");
  EXPECT_EQ(echoed.at("choices").at(1).at("index"), 1);
  EXPECT_THAT(tokens.at("choices"), SizeIs(4));
  EXPECT_EQ(Post("/v1/completions", R"({"model":"m","prompt":[{}]})").status, 400);
}

TEST_F(OpenAiTest, VectorsAreTheSameAsNumbersAndAsBase64) {
  const std::string_view as_base64 = R"({"model":"e","input":"a","dimensions":3,"encoding_format":"base64"})";
  const Json numbers = Post("/v1/embeddings", R"({"model":"e","input":"a","dimensions":3})").Json();
  const Json base64 = Post("/v1/embeddings", as_base64).Json();

  const auto bytes = FromBase64(base64.at("data").at(0).at("embedding").get<std::string>());
  ASSERT_TRUE(bytes);
  ASSERT_THAT(*bytes, SizeIs(12));
  float first = 0;
  std::memcpy(&first, bytes->data(), sizeof first);
  EXPECT_EQ(first, numbers.at("data").at(0).at("embedding").at(0).get<float>());
}

TEST_F(OpenAiTest, AProviderMayIgnoreBase64) {
  const Json answer =
      Post("/v1/embeddings", R"({"model":"e;base64=no;dimensions=2","input":["a",[1,2]],"encoding_format":"base64"})")
          .Json();

  EXPECT_THAT(answer.at("data"), SizeIs(2));
  EXPECT_TRUE(answer.at("data").at(1).at("embedding").is_array());
}

constexpr std::string_view kRich = "m;ids=fixed;reasoning=3;preamble=yes;tools=2";

TEST_F(OpenAiTest, AResponsesStreamCountsItsEventsAndEndsWithTheWholeAnswer) {
  const std::string body = R"({"model":")" + std::string(kRich) + R"(","input":"x")";
  const Json plain = Post("/v1/responses", body + "}").Json();
  const std::vector<Json> events = Post("/v1/responses", body + R"(,"stream":true})").Events();

  for (std::size_t i = 0; i < events.size(); ++i) EXPECT_EQ(events[i].at("sequence_number"), i);
  EXPECT_EQ(events.back().at("type"), "response.completed");
  EXPECT_EQ(events.back().at("response").at("output"), plain.at("output"));
  EXPECT_EQ(events.back().at("response").at("usage"), plain.at("usage"));
}

TEST_F(OpenAiTest, AResponseMayEndIncompleteOrFailed) {
  const auto last = [&](const std::string& word) {
    return Post("/v1/responses", R"({"model":"m;)" + word + R"(","input":"x","stream":true})").Events().back();
  };

  EXPECT_EQ(last("finish=length").at("response").at("incomplete_details").at("reason"), "max_output_tokens");
  EXPECT_EQ(last("finish=failed").at("type"), "response.failed");
  EXPECT_EQ(last("error_after=3").at("type"), "error");
  EXPECT_EQ(last("error_after=3").at("sequence_number"), 3);
}

TEST_F(OpenAiTest, ResponsesRefusesWhatBelongsToChatAndOutputsWithoutCall) {
  const auto refusal = [&](std::string_view more) {
    return Post("/v1/responses", R"({"model":"m",)" + std::string(more) + "}").Json().at("error").at("message");
  };

  EXPECT_THAT(refusal(R"("messages":[])"), HasSubstr("moved to 'input'"));
  EXPECT_THAT(refusal(R"("input":[{"role":"user","content":[{"type":"text","text":"x"}]}])"), HasSubstr("'text'"));
  EXPECT_THAT(refusal(R"("input":[{"type":"function_call_output","call_id":"c","output":"x"}])"),
              HasSubstr("No tool call found"));
  EXPECT_THAT(refusal(R"("input":"x","tools":[{"type":"function","function":{"name":"f"}}])"),
              HasSubstr("tools[0].name"));
}

TEST_F(OpenAiTest, SpeechIsBinary) {
  const Asked speech = Post("/v1/audio/speech", R"({"model":"t","input":"x","voice":"alloy"})");

  EXPECT_THAT(speech.head, HasSubstr("content-type: audio/mpeg"));
  EXPECT_EQ(speech.body, openai::SpeechBytes());
}

TEST_F(OpenAiTest, ReadsFormsWithFiles) {
  const std::string form =
      "--B\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nw;text=spoken words\r\n"
      "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav\r\n\r\n"
      "\x01\x02\r\n--B--\r\n";

  const Asked heard = Post("/v1/audio/transcriptions", form, "multipart/form-data; boundary=B");

  EXPECT_EQ(heard.Json().at("text"), "spoken words");
  EXPECT_EQ(Post("/v1/audio/transcriptions", form, "multipart/form-data; boundary=C").status, 400);
}

TEST_F(OpenAiTest, JudgesAndRanks) {
  const Json moderated = Post("/v1/moderations", R"({"model":"m","input":["an attack","a train"]})").Json();
  const std::string_view query =
      R"({"model":"r","query":"blue train","documents":["red","a train","blue train"],"top_n":2})";
  const Json ranked = Post("/v1/rerank", query).Json();

  EXPECT_EQ(moderated.at("results").at(0).at("flagged"), true);
  EXPECT_EQ(moderated.at("results").at(1).at("flagged"), false);
  ASSERT_THAT(ranked.at("results"), SizeIs(2));
  EXPECT_EQ(ranked.at("results").at(0).at("index"), 2);
}

}  // namespace
}  // namespace signalbox::fake_provider
