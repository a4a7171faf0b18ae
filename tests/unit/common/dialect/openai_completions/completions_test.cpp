#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/answer_replay.h"
#include "common/dialect/openai_completions/answer.h"
#include "common/dialect/openai_completions/completions_codec.h"
#include "common/dialect/openai_completions/fan_in.h"
#include "common/dialect/openai_completions/prompts.h"
#include "common/dialect/openai_completions/stream_encoder.h"
#include "tests/unit/common/dialect/fixture.h"
#include "tests/unit/common/dialect/openai_chat/sse_text.h"
#include "tests/unit/common/dialect/openai_chat/status_of.h"
#include "tests/unit/common/dialect/stream_play.h"

namespace signalbox::dialect::openai_completions {
namespace {

using nlohmann::json;
using openai_chat::ChunksOf;
using openai_chat::RefusalOf;
using ::testing::ElementsAre;
using testing::Fixture;

const Codec& Completions() {
  return CompletionsCodec();
}

llm::v1::Response Said(std::string_view text, std::int64_t tokens = 1) {
  llm::v1::Response response;
  llm::v1::Choice& choice = *response.add_choices();
  choice.set_finish_reason(llm::v1::STOP);
  choice.mutable_message()->add_content()->mutable_text()->set_text(std::string(text));
  response.mutable_usage()->set_input(tokens);
  response.mutable_usage()->set_output(tokens);
  return response;
}

class GoldenCompletion : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenCompletion, EncodingWhatWasDecodedGivesTheSameJson) {
  const std::string body = Fixture(GetParam());
  const auto conversation = Completions().DecodeRequest(body);
  ASSERT_TRUE(conversation.ok()) << conversation.status();
  Losses losses;
  const auto encoded = Completions().EncodeRequest(
      *conversation, {.model = conversation->model(), .stream = conversation->stream()}, losses);
  ASSERT_TRUE(encoded.ok()) << encoded.status();
  EXPECT_EQ(json::parse(*encoded), json::parse(body));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, GoldenCompletion,
                         ::testing::ValuesIn(testing::FixturesIn("openai_completions/requests")), testing::NameOf);

TEST(L22, AnswersKeepTheirJson) {
  for (const char* path : {"openai_completions/responses/text.json", "openai_completions/responses/choices.json"}) {
    const std::string body = Fixture(path);
    const auto response = Completions().DecodeResponse(body);
    ASSERT_TRUE(response.ok()) << response.status();
    Losses losses;
    EXPECT_EQ(
        json::parse(Completions().EncodeResponse(*response, {.public_model = response->model(), .id = "1"}, losses)),
        json::parse(body));
  }
}

TEST(L22, APromptBecomesOneTurnOfAUsers) {
  const auto conversation = Completions().DecodeRequest(Fixture("openai_completions/requests/everything.json"));
  ASSERT_TRUE(conversation.ok());
  ASSERT_EQ(conversation->messages_size(), 1);
  EXPECT_EQ(conversation->messages(0).role(), llm::v1::USER);
  EXPECT_EQ(conversation->messages(0).content(0).text().text(), "Once 从前");
  EXPECT_THAT(conversation->stop(), ElementsAre("\n"));
  EXPECT_EQ(conversation->max_output_tokens(), 16);
  EXPECT_TRUE(conversation->include_usage());
  Losses losses;
  losses.AddExtra("", conversation->extra_json());
  EXPECT_THAT(losses.paths(), ElementsAre("suffix", "best_of", "logprobs", "logit_bias", "unknown_x"));
}

TEST(L22, EachPromptIsAConversationAndAChoice) {
  constexpr std::string_view kBody = R"({"model":"m","prompt":["a","b"],"n":2,"conversation_id":"s"})";
  const auto prompts = DecodePrompts(kBody);
  ASSERT_TRUE(prompts.ok());
  ASSERT_EQ(prompts->size(), 2u);
  EXPECT_EQ((*prompts)[1].messages(0).content(0).text().text(), "b");
  EXPECT_EQ((*prompts)[1].max_output_tokens(), kDefaultMaxTokens);
  EXPECT_EQ((*prompts)[1].session_id(), "s");
  EXPECT_EQ(RefusalOf(Completions().DecodeRequest(kBody)), "prompt|prompt: several prompts are no single conversation");

  const auto facts = Completions().ScanRequest(kBody);
  ASSERT_TRUE(facts.ok());
  EXPECT_EQ(facts->choices, 4);
  EXPECT_EQ(facts->max_output_tokens, kDefaultMaxTokens);
}

TEST(L22, AnswersToSeveralPromptsAreOne) {
  Losses losses;
  const json body = json::parse(EncodeResponse(MergeResponses({Said("A", 1), Said("B", 2)}, 1),
                                               {.public_model = "fast", .created = 5, .id = "0af7"}, {}, losses));
  EXPECT_EQ(body["id"], "cmpl-0af7");
  EXPECT_EQ(body["object"], "text_completion");
  EXPECT_EQ(body["choices"], json::parse(R"([{"text":"A","index":0,"logprobs":null,"finish_reason":"stop"},
                                             {"text":"B","index":1,"logprobs":null,"finish_reason":"stop"}])"));
  EXPECT_EQ(body["usage"]["prompt_tokens"], 3);
  EXPECT_EQ(body["usage"]["total_tokens"], 6);
}

TEST(L22, StreamsThatAnswerSeveralPromptsAreOne) {
  const auto encoder =
      NewStreamEncoder({.public_model = "fast", .include_usage = true, .created = 5, .id = "0af7"}, {});
  std::string out;
  FanIn fan_in(2, 1);
  for (int prompt : {0, 1}) {
    Replay(Said(prompt == 0 ? "A" : "B"), [&](const StreamEvent& event) {
      fan_in.Feed(prompt, event, [&](const StreamEvent& merged) { encoder->Encode(merged, out); });
    });
  }
  const std::vector<json> chunks = ChunksOf(out);
  ASSERT_EQ(chunks.size(), 5u);
  EXPECT_EQ(chunks[0]["choices"][0], json::parse(R"({"text":"A","index":0,"logprobs":null,"finish_reason":null})"));
  EXPECT_EQ(chunks[1]["choices"][0], json::parse(R"({"text":"","index":0,"logprobs":null,"finish_reason":"stop"})"));
  EXPECT_EQ(chunks[2]["choices"][0]["index"], 1);
  EXPECT_EQ(chunks[4]["usage"]["total_tokens"], 4);
  for (const json& chunk : chunks) EXPECT_EQ(chunk["id"], "cmpl-0af7");
}

TEST(L22, AnErrorOfOneStreamEndsThemAll) {
  FanIn fan_in(2, 1);
  int heard = 0;
  const ErrorBody body{.message = "boom"};
  StreamEvent error(StreamEvent::Kind::kError);
  error.error = &body;
  const auto count = [&](const StreamEvent&) { ++heard; };
  fan_in.Feed(1, error, count);
  fan_in.Feed(0, StreamEvent(StreamEvent::Kind::kStart), count);
  EXPECT_EQ(heard, 1);
}

TEST(L22, EchoRepeatsThePromptOfEachChoice) {
  const auto prompts = DecodePrompts(R"({"model":"m","prompt":["a:","b:"],"n":2,"echo":true})");
  ASSERT_TRUE(prompts.ok());
  const Echo echo = EchoOf(*prompts);
  EXPECT_EQ(echo.Of(1), "a:");
  EXPECT_EQ(echo.Of(2), "b:");
  EXPECT_EQ(echo.Of(4), "");

  const auto encoder = NewStreamEncoder({.public_model = "fast", .id = "1"}, echo);
  std::string out;
  Replay(Said("A"), [&](const StreamEvent& event) { encoder->Encode(event, out); });
  const std::vector<json> chunks = ChunksOf(out);
  EXPECT_EQ(chunks[0]["choices"][0]["text"], "a:");
  EXPECT_EQ(chunks[1]["choices"][0]["text"], "A");

  Losses losses;
  const json body = json::parse(
      Completions().EncodeResponse(Said("A"), {.public_model = "fast", .id = "1", .request = &(*prompts)[0]}, losses));
  EXPECT_EQ(body["choices"][0]["text"], "a:A");
}

TEST(L22, AStreamOfTheSameDialectKeepsItsBytes) {
  const std::string stream = Fixture("openai_completions/streams/text.sse");
  const std::string mirrored = testing::Mirror(Completions(), {.public_model = "m", .show_usage = true}, stream);
  EXPECT_EQ(mirrored, stream);
  for (std::size_t piece = 1; piece < 30; ++piece) {
    EXPECT_EQ(testing::Mirror(Completions(), {.public_model = "m", .show_usage = true}, stream, piece), stream);
  }
  EXPECT_EQ(testing::Collect(Completions(), stream).choices(0).message().content(0).text().text(), "Hello, 世界");
}

TEST(L22, OnlyTheModelOfARequestIsEdited) {
  const auto edited = Completions().EditRequest(R"({ "prompt":[1,2], "session_id":"s","model":"a","x":1.0})",
                                                {.model = "b", .ask_for_usage = true});
  ASSERT_TRUE(edited.ok());
  EXPECT_EQ(*edited, R"({ "prompt":[1,2],"model":"b","x":1.0,"stream_options":{"include_usage":true}})");
}

TEST(L22, RefusesPromptsThatAreNone) {
  const auto refusal = [](std::string_view prompt) {
    return RefusalOf(Completions().ScanRequest("{\"model\":\"m\",\"prompt\":" + std::string(prompt) + "}"));
  };
  EXPECT_EQ(refusal("null"), "prompt|prompt: required");
  EXPECT_EQ(refusal("{}"), "prompt|prompt: expected a string or an array");
  EXPECT_EQ(refusal("[]"), "prompt|prompt: must not be empty");
  EXPECT_EQ(refusal("[\"a\",1]"), "prompt[1]|prompt[1]: expected a string");
  EXPECT_EQ(refusal("[1,\"a\"]"), "prompt|prompt: expected an array of tokens");
  EXPECT_EQ(refusal("[[1],[]]"), "prompt[1]|prompt[1]: expected an array of tokens");
  EXPECT_EQ(refusal("\"a\",\"n\":128,\"best_of\":129"), "best_of|best_of: expected 1 to 128");
  EXPECT_EQ(refusal("[\"a\",\"b\"],\"n\":65"), "prompt|prompt: more than 128 choices altogether");
}

TEST(L22, TokensAreNoTextForAnotherDialect) {
  EXPECT_EQ(RefusalOf(Completions().DecodeRequest(R"({"model":"m","prompt":[1,2]})")),
            "prompt|prompt: tokens can be sent only to a provider that speaks this API itself");
  llm::v1::Conversation chat;
  chat.set_dialect(llm::v1::OPENAI_CHAT);
  Losses losses;
  EXPECT_EQ(Completions().EncodeRequest(chat, {}, losses).status().code(), absl::StatusCode::kUnimplemented);
}

}  // namespace
}  // namespace signalbox::dialect::openai_completions
