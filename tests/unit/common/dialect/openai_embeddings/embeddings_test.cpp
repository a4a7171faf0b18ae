#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/openai_embeddings/request.h"
#include "common/dialect/openai_embeddings/response.h"
#include "tests/unit/common/dialect/fixture.h"
#include "tests/unit/common/dialect/openai_chat/status_of.h"

namespace signalbox::dialect::openai_embeddings {
namespace {

using nlohmann::json;
using openai_chat::RefusalOf;
using ::testing::ElementsAre;
using testing::Fixture;

class GoldenEmbedding : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenEmbedding, EncodingWhatWasDecodedGivesTheSameJson) {
  const std::string body = Fixture(GetParam());
  const auto request = DecodeEmbedRequest(body);
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_EQ(json::parse(EncodeEmbedRequest(*request, request->model())), json::parse(body));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, GoldenEmbedding,
                         ::testing::ValuesIn(testing::FixturesIn("openai_embeddings/requests")), testing::NameOf);

TEST(L22, ARequestOfEveryForm) {
  const auto texts = DecodeEmbedRequest(Fixture("openai_embeddings/requests/everything.json"));
  ASSERT_TRUE(texts.ok());
  EXPECT_EQ(texts->inputs(1).text(), "b 😀");
  EXPECT_EQ(texts->dimensions(), 256);
  EXPECT_TRUE(texts->base64());
  EXPECT_EQ(texts->extra_json(), R"({"x_unknown":1.5})");
  const auto tokens = DecodeEmbedRequest(Fixture("openai_embeddings/requests/tokens.json"));
  ASSERT_TRUE(tokens.ok());
  ASSERT_EQ(tokens->inputs_size(), 1);
  EXPECT_THAT(tokens->inputs(0).tokens().ids(), ElementsAre(1, 2, 300));
}

TEST(L22, OnlyTheModelOfAnEmbeddingIsEdited) {
  const auto edited = EditEmbedRequest(R"({ "input":"a", "model":"x","dimensions":1e2,"session_id":"s" })", "y");
  ASSERT_TRUE(edited.ok());
  EXPECT_EQ(*edited, R"({ "input":"a", "model":"y","dimensions":1e2 })");
}

TEST(L22, RefusesInputsThatAreNone) {
  const auto refusal = [](std::string_view fields) {
    return RefusalOf(DecodeEmbedRequest("{\"model\":\"m\"," + std::string(fields) + "}"));
  };
  EXPECT_EQ(refusal("\"x\":1"), "input|input: required");
  EXPECT_EQ(refusal("\"input\":\"\""), "input|input: must not be empty");
  EXPECT_EQ(refusal("\"input\":[]"), "input|input: must not be empty");
  EXPECT_EQ(refusal("\"input\":[\"a\",1]"), "input[1]|input[1]: expected a string");
  EXPECT_EQ(refusal("\"input\":[[1],\"a\"]"), "input[1]|input[1]: expected token ids");
  EXPECT_EQ(refusal("\"input\":[1,-1]"), "input|input: expected token ids");
  EXPECT_EQ(refusal("\"input\":\"a\",\"dimensions\":0"), "dimensions|dimensions: expected a positive integer");
  EXPECT_EQ(refusal("\"input\":\"a\",\"encoding_format\":\"hex\""),
            "encoding_format|encoding_format: expected \"float\" or \"base64\"");
  std::string many = "\"input\":[\"a\"";
  for (int i = 0; i < kMaxInputs; ++i) many += ",\"a\"";
  EXPECT_EQ(refusal(many + "]"), "input|input: more than 2048 elements");
}

TEST(L22, BothFormsOfAVectorAreTheSame) {
  const auto floats = DecodeEmbedResponse(Fixture("openai_embeddings/responses/floats.json"));
  const auto base64 = DecodeEmbedResponse(Fixture("openai_embeddings/responses/base64.json"));
  ASSERT_TRUE(floats.ok() && base64.ok());
  EXPECT_EQ(floats->SerializeAsString(), base64->SerializeAsString());
  EXPECT_THAT(floats->vectors(1).values(), ElementsAre(0.5F, 0.25F, -0.125F, 8.0F));
  EXPECT_EQ(floats->usage().input(), 8);
}

TEST(L22, AnAnswerIsWrittenInTheFormAskedFor) {
  const std::string floats = Fixture("openai_embeddings/responses/floats.json");
  const std::string base64 = Fixture("openai_embeddings/responses/base64.json");
  const auto response = DecodeEmbedResponse(floats);
  ASSERT_TRUE(response.ok());
  EXPECT_EQ(json::parse(EncodeEmbedResponse(*response, response->model(), true)), json::parse(base64));
  const auto again = DecodeEmbedResponse(EncodeEmbedResponse(*response, response->model(), false));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->SerializeAsString(), response->SerializeAsString()) << "numbers read back as the same floats";
}

TEST(L22, NumbersBecomeBase64WhereAProviderIgnoredIt) {
  const std::string floats = Fixture("openai_embeddings/responses/floats.json");
  const auto mirrored = MirrorEmbedResponse(floats, "text-embedding-3-small", true);
  ASSERT_TRUE(mirrored.ok());
  EXPECT_EQ(json::parse(mirrored->body), json::parse(Fixture("openai_embeddings/responses/base64.json")));
  ASSERT_TRUE(mirrored->usage);
  EXPECT_EQ(mirrored->usage->input(), 8);
}

TEST(L22, EveryOtherByteOfAnAnswerIsKept) {
  const std::string base64 = Fixture("openai_embeddings/responses/base64.json");
  for (const bool want_base64 : {true, false}) {
    const auto mirrored = MirrorEmbedResponse(base64, "text-embedding-3-small", want_base64);
    ASSERT_TRUE(mirrored.ok());
    EXPECT_EQ(mirrored->body, base64);
  }
  const auto renamed = MirrorEmbedResponse(R"({"x":1.0,"model":"up","data":[{"embedding":[1.50]}]})", "fast", false);
  ASSERT_TRUE(renamed.ok());
  EXPECT_EQ(renamed->body, R"({"x":1.0,"model":"fast","data":[{"embedding":[1.50]}]})");
  EXPECT_FALSE(renamed->usage);
}

TEST(L22, AnswersThatAreNoneAreRefused) {
  for (const char* body : {"", "[]", "{}", R"({"data":7})", R"({"data":[7]})", R"({"data":[{"embedding":"***"}]})",
                           R"({"data":[{"embedding":"AAAA"}]})", R"({"data":[{"embedding":[1e999]}]})",
                           R"({"data":[{"embedding":[1e39]}]})", R"({"data":[{"embedding":[1],"index":7}]})",
                           R"({"data":[{"embedding":[1],"index":0},{"embedding":[1],"index":0}]})"}) {
    EXPECT_FALSE(DecodeEmbedResponse(body).ok()) << body;
  }
}

}  // namespace
}  // namespace signalbox::dialect::openai_embeddings
