#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/unit/common/dialect/openai_responses/answers.h"

namespace signalbox::dialect::openai_responses {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

json EncodedForeign(const llm::v1::Response& response, const llm::v1::Conversation* request = nullptr) {
  Losses losses;
  return json::parse(ResponsesCodec().EncodeResponse(
      response, {.public_model = "fast", .created = 1'700'000'000, .id = std::string(kUuid), .request = request},
      losses));
}

class AnswerRoundTrip : public ::testing::TestWithParam<std::string> {};

TEST_P(AnswerRoundTrip, EncodingWhatWasDecodedGivesTheSameAnswer) {
  const json original = json::parse(Fixture("responses/" + GetParam() + ".json"));
  Losses losses;
  const std::string encoded = ResponsesCodec().EncodeResponse(
      DecodedAnswer(GetParam()), {.public_model = original["model"], .id = std::string(kUuid)}, losses);

  EXPECT_EQ(json::parse(encoded), original);
  EXPECT_THAT(losses.paths(), IsEmpty());
}

TEST_P(AnswerRoundTrip, AMirroredAnswerHasTheProvidersBytesAndThePublicModel) {
  const std::string body = Fixture("responses/" + GetParam() + ".json");
  const auto mirrored = ResponsesCodec().MirrorResponse(body, "fast", true);
  ASSERT_TRUE(mirrored.ok());

  std::string expected = body;
  const std::string model = R"("gpt-4.1-2025-04-14")";
  expected.replace(expected.find(model), model.size(), R"("fast")");
  EXPECT_EQ(mirrored->body, expected);
  EXPECT_TRUE(mirrored->usage.has_value());
  EXPECT_EQ(mirrored->answer.content_size(), DecodedAnswer(GetParam()).choices(0).message().content_size());
}

INSTANTIATE_TEST_SUITE_P(Fixtures, AnswerRoundTrip, ::testing::ValuesIn(FixturesIn("responses")),
                         [](const auto& param) { return param.param; });

TEST(ResponsesAnswer, SaysWhyItEnded) {
  const auto reason_of = [](const std::string& name) { return DecodedAnswer(name).choices(0).finish_reason(); };
  EXPECT_EQ(reason_of("text"), llm::v1::STOP);
  EXPECT_EQ(reason_of("tool_calls"), llm::v1::TOOL_CALLS);
  EXPECT_EQ(reason_of("length"), llm::v1::LENGTH);
  EXPECT_EQ(reason_of("filtered"), llm::v1::CONTENT_FILTER);
}

TEST(ResponsesAnswer, BlocksOfReasoningCallsAndCitations) {
  const llm::v1::Message reasoning = DecodedAnswer("reasoning").choices(0).message();
  ASSERT_EQ(reasoning.content_size(), 4);
  EXPECT_TRUE(reasoning.content(0).thinking().summary());
  EXPECT_EQ(reasoning.content(2).thinking().redacted(), "gAAAAABo/secret==");
  EXPECT_EQ(reasoning.content(3).text().text(), "42");

  const llm::v1::Message cited = DecodedAnswer("citations").choices(0).message();
  EXPECT_EQ(cited.content(0).block_case(), llm::v1::ContentBlock::BLOCK_NOT_SET);
  ASSERT_EQ(cited.content(1).text().citations_size(), 2);
  EXPECT_EQ(cited.content(1).text().citations(0).url(), "https://example.org/a");
  EXPECT_EQ(cited.content(1).text().citations(0).end_index(), 16);
}

TEST(ResponsesAnswer, UsageIsInDisjointClasses) {
  const llm::v1::Usage usage = DecodedAnswer("reasoning").usage();
  EXPECT_EQ(usage.input(), 10);
  EXPECT_EQ(usage.input_cached(), 64);
  EXPECT_EQ(usage.input_cache_write(), 7);
  EXPECT_EQ(usage.output(), 203);
  EXPECT_EQ(usage.output_reasoning(), 832);
}

TEST(ResponsesAnswer, UsageThatCannotBeTrueIsNone) {
  for (const char* usage : {R"({"input_tokens":-1,"output_tokens":1})", R"({"input_tokens":1})", R"([])", R"(null)",
                            R"({"input_tokens":1,"output_tokens":1,"input_tokens_details":{"cached_tokens":2}})",
                            R"({"input_tokens":0,"output_tokens":0})", R"({"input_tokens":1e30,"output_tokens":1})"}) {
    const auto response =
        ResponsesCodec().DecodeResponse(std::string(R"({"id":"r","output":[],"usage":)") + usage + "}");
    ASSERT_TRUE(response.ok()) << usage;
    EXPECT_FALSE(response->has_usage()) << usage;
  }
}

TEST(ResponsesAnswer, AForeignAnswerHasItemsWithIdsAndStatuses) {
  const json got = EncodedForeign(AsForeign(DecodedAnswer("tool_calls")));
  EXPECT_EQ(got["id"], "resp_" + std::string(kUuid));
  EXPECT_EQ(got["model"], "fast");
  EXPECT_EQ(got["status"], "completed");
  ASSERT_EQ(got["output"].size(), 3u);
  EXPECT_EQ(got["output"][0]["id"], "msg_" + std::string(kUuid) + "00");
  EXPECT_EQ(got["output"][1]["id"], "fc_" + std::string(kUuid) + "01");
  EXPECT_EQ(got["output"][2]["call_id"], "call_2");
  EXPECT_EQ(got["output"][2]["arguments"], "{\"city\": \"北京\"}");
  EXPECT_EQ(got["output"][0]["content"][0]["annotations"], json::array());
}

TEST(ResponsesAnswer, ACutAnswerIsIncompleteAndSoIsItsLastItem) {
  const json got = EncodedForeign(AsForeign(DecodedAnswer("length")));
  EXPECT_EQ(got["status"], "incomplete");
  EXPECT_EQ(got["incomplete_details"], json::parse(R"({"reason":"max_output_tokens"})"));
  EXPECT_EQ(got["output"][0]["status"], "incomplete");
}

TEST(ResponsesAnswer, RepeatsTheRequest) {
  const auto request = ResponsesCodec().DecodeRequest(
      R"({"model":"fast","input":"x","instructions":"be kind","temperature":0.5,"metadata":{"a":"b"},"store":false,
          "max_output_tokens":99,"previous_response_id":"resp_1","tool_choice":"required","parallel_tool_calls":false,
          "reasoning":{"effort":"low","summary":"auto"},"text":{"format":{"type":"json_object"},"verbosity":"low"},
          "tools":[{"type":"function","name":"f"},{"type":"web_search"}],"truncation":"auto","user":"u"})");
  ASSERT_TRUE(request.ok());
  const json got = EncodedForeign(AsForeign(DecodedAnswer("text")), &*request);
  EXPECT_EQ(got["instructions"], "be kind");
  EXPECT_EQ(got["temperature"], 0.5);
  EXPECT_EQ(got["top_p"], 1.0);
  EXPECT_EQ(got["metadata"], json::parse(R"({"a":"b"})"));
  EXPECT_EQ(got["store"], false);
  EXPECT_EQ(got["max_output_tokens"], 99);
  EXPECT_EQ(got["previous_response_id"], "resp_1");
  EXPECT_EQ(got["tool_choice"], "required");
  EXPECT_EQ(got["parallel_tool_calls"], false);
  EXPECT_EQ(got["reasoning"], json::parse(R"({"effort":"low","summary":"auto"})"));
  EXPECT_EQ(got["text"], json::parse(R"({"format":{"type":"json_object"},"verbosity":"low"})"));
  EXPECT_EQ(got["tools"], json::parse(R"([{"type":"function","name":"f","strict":true,
                                           "parameters":{"type":"object","properties":{}}},{"type":"web_search"}])"));
  EXPECT_EQ(got["truncation"], "auto");
  EXPECT_EQ(got["user"], "u");
}

TEST(ResponsesAnswer, TellsWhatAForeignAnswerLoses) {
  llm::v1::Response response = AsForeign(DecodedAnswer("text"));
  llm::v1::Message& message = *response.mutable_choices(0)->mutable_message();
  message.add_content()->mutable_thinking()->set_redacted("secret");
  message.add_content()->set_extra_json(R"({"type":"server_tool_use"})");
  message.mutable_content(0)->mutable_text()->add_citations()->set_cited_text("without an address");
  response.add_choices()->set_index(1);
  Losses losses;
  ResponsesCodec().EncodeResponse(response, {.public_model = "m", .id = "i"}, losses);
  EXPECT_THAT(losses.paths(), ElementsAre("choices[1]", "content[0].citations", "content[1]", "content[2]"));
}

TEST(ResponsesAnswer, ACallWithoutAnIdGetsOne) {
  llm::v1::Response response;
  response.add_choices()->mutable_message()->add_content()->mutable_tool_call()->set_name("f");
  const json got = EncodedForeign(response);
  EXPECT_EQ(got["output"][0]["call_id"], "call_fc_" + std::string(kUuid) + "00");
}

TEST(ResponsesAnswer, WhatIsNoResponseObjectIsRefused) {
  for (const char* body : {"", "[]", "{}", R"({"output":7})", R"({"output":[7]})", "{"}) {
    EXPECT_EQ(ResponsesCodec().DecodeResponse(body).status().code(), absl::StatusCode::kInvalidArgument) << body;
  }
}

}  // namespace
}  // namespace signalbox::dialect::openai_responses
