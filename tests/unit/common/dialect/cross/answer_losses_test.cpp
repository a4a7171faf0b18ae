// What Google says of where its words come from, and how likely they were, is told in another dialect or is a loss.

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/codec.h"
#include "common/sse/parser.h"

namespace signalbox::dialect {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kAnswer =
    R"({"candidates":[{"content":{"role":"model","parts":[{"text":"Hi there"}]},"finishReason":"STOP","index":0,)"
    R"("safetyRatings":[{"category":"c"}],"citationMetadata":{"citationSources":[{"uri":"https://a.example"}]},)"
    R"("groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://b.example"}}]},"avgLogprobs":-0.1,)"
    R"("logprobsResult":{"chosenCandidates":[{"token":"Hi there","logProbability":-0.1}],"topCandidates":[{}]}}],)"
    R"("modelVersion":"g","responseId":"r","createTime":"2026-01-01T00:00:00Z"})";

constexpr std::string_view kBeyond[] = {"safetyRatings", "citationMetadata", "groundingMetadata", "avgLogprobs",
                                        "createTime"};

constexpr llm::v1::Dialect kOthers[] = {llm::v1::OPENAI_CHAT, llm::v1::OPENAI_RESPONSES, llm::v1::ANTHROPIC_MESSAGES,
                                        llm::v1::OPENAI_COMPLETIONS};

struct Written {
  std::string text;
  std::vector<std::string> losses;
};

Written Plain(std::string_view answer, llm::v1::Dialect from, llm::v1::Dialect caller) {
  const auto response = CodecOf(from)->DecodeResponse(answer);
  EXPECT_TRUE(response.ok()) << response.status();
  Losses losses;
  std::string body = CodecOf(caller)->EncodeResponse(*response, {.public_model = "m", .id = "1"}, losses);
  return {std::move(body), losses.paths()};
}

Written Streamed(std::string_view stream, llm::v1::Dialect from, llm::v1::Dialect caller) {
  const auto decoder = CodecOf(from)->NewStreamDecoder();
  const auto encoder = CodecOf(caller)->NewStreamEncoder({.public_model = "m", .id = "1", .from = from});
  std::string out;
  const auto encode = [&](const StreamEvent& event) { encoder->Encode(event, out); };
  sse::Parser parser;
  const auto fed = parser.Feed(stream, [&](const sse::Event& event) {
    EXPECT_TRUE(decoder->Decode({event.type, event.data}, encode).ok());
  });
  EXPECT_TRUE(fed.ok());
  decoder->End(encode);
  return {std::move(out), encoder->losses().paths()};
}

std::string AsEvent(std::string_view data) {
  std::string event = "data: ";
  event += data;
  event += "\n\n";
  return event;
}

class GoogleSaysMore : public ::testing::TestWithParam<llm::v1::Dialect> {
 protected:
  // Carried where the caller's dialect has a place for probabilities.
  void ExpectProbabilities(const Written& written) {
    const bool has_place = GetParam() == llm::v1::OPENAI_CHAT || GetParam() == llm::v1::OPENAI_RESPONSES;
    if (has_place) {
      EXPECT_THAT(written.text, HasSubstr("-0.1"));
      EXPECT_THAT(written.losses, Not(Contains("logprobsResult")));
    } else {
      EXPECT_THAT(written.losses, Contains(HasSubstr("logprobs")));
    }
  }
};

TEST_P(GoogleSaysMore, InAPlainAnswer) {
  const Written written = Plain(kAnswer, llm::v1::GEMINI, GetParam());
  for (const std::string_view name : kBeyond) EXPECT_THAT(written.losses, Contains(HasSubstr(std::string(name))));
  ExpectProbabilities(written);
}

TEST_P(GoogleSaysMore, InAStream) {
  const Written written = Streamed(AsEvent(kAnswer), llm::v1::GEMINI, GetParam());
  for (const std::string_view name : kBeyond) EXPECT_THAT(written.losses, Contains(std::string(name)));
  ExpectProbabilities(written);
}

TEST_P(GoogleSaysMore, OfTheProbabilitiesBehindTheLastWords) {
  const std::string stream =
      AsEvent(R"({"candidates":[{"content":{"parts":[{"text":"Hi there","thoughtSignature":"cw=="}]}}]})") +
      AsEvent(R"({"candidates":[{"finishReason":"STOP",)"
              R"("logprobsResult":{"chosenCandidates":[{"token":"Hi there","logProbability":-0.1}]}}]})");
  const Written written = Streamed(stream, llm::v1::GEMINI, GetParam());
  ExpectProbabilities(written);
}

INSTANTIATE_TEST_SUITE_P(To, GoogleSaysMore, ::testing::ValuesIn(kOthers),
                         [](const auto& info) { return llm::v1::Dialect_Name(info.param); });

constexpr std::string_view kProbable =
    R"("logprobs":{"content":[{"token":"Hi","logprob":-0.5,"bytes":null,"top_logprobs":[]}],"refusal":null})";

TEST(ProbabilitiesOfAChat, ArriveInGooglesStream) {
  std::string chunk = R"({"id":"c","choices":[{"index":0,"delta":{"content":"Hi"},)";
  chunk += kProbable;
  chunk += "}]}";
  const std::string stream =
      AsEvent(chunk) + AsEvent(R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})") + AsEvent("[DONE]");
  const Written written = Streamed(stream, llm::v1::OPENAI_CHAT, llm::v1::GEMINI);
  EXPECT_THAT(written.text, HasSubstr(R"("logProbability":-0.5)"));
  EXPECT_TRUE(written.losses.empty());
}

TEST(CitationsOfADocument, AreALossWhereOnlyAddressesCanBeCited) {
  const std::string start = R"({"type":"message_start","message":{"id":"m","content":[],"usage":{}}})";
  std::string stream;
  for (const std::string_view data :
       {std::string_view(start),
        std::string_view(R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})"),
        std::string_view(R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}})"),
        std::string_view(R"({"type":"content_block_delta","index":0,"delta":{"type":"citations_delta",)"
                         R"("citation":{"type":"char_location","cited_text":"x","document_index":0}}})"),
        std::string_view(R"({"type":"content_block_stop","index":0})"),
        std::string_view(R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{}})"),
        std::string_view(R"({"type":"message_stop"})")}) {
    stream += AsEvent(data);
  }
  for (const llm::v1::Dialect caller :
       {llm::v1::OPENAI_CHAT, llm::v1::OPENAI_RESPONSES, llm::v1::OPENAI_COMPLETIONS, llm::v1::GEMINI}) {
    EXPECT_THAT(Streamed(stream, llm::v1::ANTHROPIC_MESSAGES, caller).losses, Contains("content[0].citations"))
        << llm::v1::Dialect_Name(caller);
  }
}

}  // namespace
}  // namespace signalbox::dialect
