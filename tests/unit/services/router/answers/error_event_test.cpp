// What becomes of an error that a provider reports in the middle of a stream which the caller reads as it comes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/router/answers/mirrored_stream.h"
#include "services/router/answers/passed_bytes.h"
#include "tests/unit/services/router/answers/reading.h"

namespace signalbox::router {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using State = AnswerReader::State;

struct Row {
  const char* name;
  llm::v1::Dialect dialect;
  dialect::Framing framing;
  const char* before;  // Events that the caller has seen when the error comes.
  const char* error;   // As the provider sends it.
  const char* shown;   // As the caller sees it.
  const char* type;
  const char* code;
};

constexpr Row kRows[] = {
    {"openai_chat", llm::v1::OPENAI_CHAT, dialect::Framing::kSse,
     "data: {\"model\":\"up\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"To\"}}]}\n\n",
     "data: {\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"code\":\"c\",\"x\":1.0}}\n\n",
     "data: {\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"code\":\"c\",\"x\":1.0}}\n\n", "server_error",
     "c"},
    {"openai_completions", llm::v1::OPENAI_COMPLETIONS, dialect::Framing::kSse,
     "data: {\"model\":\"up\",\"choices\":[{\"index\":0,\"text\":\"To\"}]}\n\n",
     "data: {\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"x\":1.0}}\n\n",
     "data: {\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"x\":1.0}}\n\n", "server_error", ""},
    {"openai_responses", llm::v1::OPENAI_RESPONSES, dialect::Framing::kSse,
     "event: response.created\n"
     "data: {\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"model\":\"up\",\"output\":[]}}\n\n",
     "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"busy\",\"x\":1.0}\n\n",
     "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"busy\",\"x\":1.0}\n\n",
     "api_error", "server_error"},
    {"openai_responses_failed", llm::v1::OPENAI_RESPONSES, dialect::Framing::kSse,
     "event: response.created\n"
     "data: {\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"model\":\"up\",\"output\":[]}}\n\n",
     "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"id\":\"r\",\"model\":\"up\","
     "\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"busy\"}}}\n\n",
     "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"id\":\"r\",\"model\":\"public\","
     "\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"busy\"}}}\n\n",
     "api_error", "server_error"},
    {"anthropic", llm::v1::ANTHROPIC_MESSAGES, dialect::Framing::kSse,
     "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"up\","
     "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n",
     "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"},"
     "\"request_id\":\"req_1\"}\n\n",
     "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"},"
     "\"request_id\":\"req_1\"}\n\n",
     "overloaded_error", ""},
    {"gemini", llm::v1::GEMINI, dialect::Framing::kSse,
     "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"To\"}]}}],\"modelVersion\":\"up\"}\r\n\r\n",
     "data: {\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\",\"x\":1.0}}\r\n\r\n",
     "data: {\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\",\"x\":1.0}}\n\n",
     "overloaded_error", "UNAVAILABLE"},
    {"gemini_array", llm::v1::GEMINI, dialect::Framing::kJsonArray,
     "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"To\"}]}}],\"modelVersion\":\"up\"}\n\n",
     "data: {\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}\n\n",
     ",\n{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}]\n", "overloaded_error",
     "UNAVAILABLE"},
};

class MirroredErrorEvent : public ::testing::TestWithParam<Row> {};

TEST_P(MirroredErrorEvent, EndsTheStreamAndIsKeptAsItCame) {
  const Row& row = GetParam();
  AnswerOptions options = Reading(row.dialect, row.dialect, true);
  options.framing = row.framing;
  MirroredStream answer(std::move(options), NewSseDeframer());
  std::string stream = row.before;
  stream += row.error;
  stream += "data: [DONE]\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

  const ReadBody read = ReadAll(answer, stream, 7);

  EXPECT_EQ(read.state, State::kError);
  EXPECT_THAT(read.out, Not(HasSubstr("busy")));
  EXPECT_THAT(read.out, HasSubstr(row.framing == dialect::Framing::kSse ? "data: {" : "[{"));
  EXPECT_EQ(answer.error_event(), row.shown);
  EXPECT_EQ(answer.error()->message, "busy");
  EXPECT_EQ(answer.error()->type, row.type);
  EXPECT_EQ(answer.error()->code.value_or(""), row.code);
}

INSTANTIATE_TEST_SUITE_P(Dialects, MirroredErrorEvent, ::testing::ValuesIn(kRows),
                         [](const auto& info) { return std::string(info.param.name); });

class Passed {
 public:
  explicit Passed(std::string_view content_type = "text/event-stream") : reader_(content_type, Codec()) {}

  PassedBytes& operator*() { return reader_; }
  PassedBytes* operator->() { return &reader_; }

 private:
  static const dialect::Codec& Codec() { return *dialect::CodecOf(llm::v1::OPENAI_CHAT); }

  PassedBytes reader_;
};

constexpr std::string_view kSpeech =
    ": hi\r\n\r\nevent: speech.audio.delta\ndata: {\"type\":\"speech.audio.delta\",\"audio\":\"QUJD\"}\n\n"
    "data: {\"type\":\"speech.audio.done\",\n"
    "data: \"usage\":{\"input_tokens\":7,\"output_tokens\":2},\"error\":null}\n\n";

TEST(PassedBytesTest, EventsGoAsTheyComeHoweverTheyAreSplit) {
  for (std::size_t piece = 1; piece <= kSpeech.size(); ++piece) {
    Passed answer;
    const ReadBody read = ReadAll(*answer, kSpeech, piece);

    ASSERT_EQ(read.state, State::kComplete) << piece;
    ASSERT_EQ(read.out, kSpeech) << piece;
    ASSERT_EQ(answer->usage()->output(), 2);
  }
}

TEST(PassedBytesTest, WhatFollowsTheLastWholeEventGoesToo) {
  Passed answer;

  EXPECT_EQ(ReadAll(*answer, "data: {}\n\ndata: {\"ty", 3).out, "data: {}\n\ndata: {\"ty");
}

TEST(PassedBytesTest, AnErrorEventEndsTheAnswerHoweverItIsSplit) {
  constexpr std::string_view kError = "event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"busy\"}}\n\n";
  std::string stream(kSpeech);
  stream += kError;
  stream += "data: [DONE]\n\n";
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
    Passed answer;
    const ReadBody read = ReadAll(*answer, stream, piece);

    ASSERT_EQ(read.state, State::kError) << piece;
    ASSERT_EQ(read.out, kSpeech) << piece;
    ASSERT_EQ(answer->error_event(), kError) << piece;
    ASSERT_EQ(answer->error()->message, "busy");
  }
}

TEST(PassedBytesTest, EveryFormOfAnErrorEventIsOne) {
  for (const std::string stream : {"data: {\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}}\n\n",
                                   "data: {\"error\":\"m\"}\n\n", "data: {\"type\":\"error\",\"message\":\"m\"}\n\n",
                                   "event: error\ndata: m\n\n", "event: error\rdata: {\"message\":\"m\"}\r\r"}) {
    Passed answer;

    EXPECT_EQ(ReadAll(*answer, stream).state, State::kError) << stream;
  }
}

TEST(PassedBytesTest, TheWordErrorInAnEventIsNone) {
  for (const std::string stream : {"data: {\"text\":\"\\\"error\\\"\"}\n\n", "data: {\"a\":{\"error\":1}}\n\n",
                                   "data: {\"error\":null}\n\n", "data: [\"error\"]\n\n"}) {
    Passed answer;

    EXPECT_EQ(ReadAll(*answer, stream).state, State::kComplete) << stream;
  }
}

TEST(PassedBytesTest, BytesThatAreNoEventsAreNotLookedAt) {
  Passed answer("audio/mpeg");
  const std::string sound = "event: error\ndata: {\"error\":{}}\n\n";

  const ReadBody read = ReadAll(*answer, sound, 5);

  EXPECT_EQ(read.state, State::kComplete);
  EXPECT_EQ(read.out, sound);
}

}  // namespace
}  // namespace signalbox::router
