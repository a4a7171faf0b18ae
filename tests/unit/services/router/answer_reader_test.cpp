#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/router/providers/openai/plain_answer.h"
#include "services/router/providers/openai/stream_answer.h"

namespace signalbox::router::openai {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using State = AnswerReader::State;

constexpr std::string_view kStream =
    "data: {\"model\":\"up\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
    ": keep-alive\r\n\r\n"
    "data: {\"model\":\"up\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Grüße\"}}]}\r\n\r\n"
    "data: {\"model\":\"up\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
    "data: "
    "{\"model\":\"up\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9}}\n\n"
    "data: [DONE]\n\n";

constexpr std::string_view kPlain =
    R"({"id":"x","model":"up","choices":[{"index":0,"message":{"role":"assistant","content":"Grüße"}}],)"
    R"("usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}})";

AnswerOptions Options() {
  return {"public", false, true};
}

struct Outcome {
  State state = State::kReading;
  std::string out;
};

/// Reads `bytes` in pieces of that size, and ends the body if it is still open.
Outcome ReadAll(AnswerReader& reader, std::string_view bytes, std::size_t piece) {
  Outcome outcome;
  for (std::size_t at = 0; at < bytes.size() && outcome.state == State::kReading; at += piece) {
    outcome.state = reader.Read(bytes.substr(at, piece), outcome.out);
  }
  if (outcome.state == State::kReading) outcome.state = reader.End(outcome.out);
  return outcome;
}

TEST(StreamAnswerTest, GivesTheSameHoweverItsBytesAreSplit) {
  StreamAnswer whole(Options());
  const Outcome expected = ReadAll(whole, kStream, kStream.size());
  ASSERT_EQ(expected.state, State::kComplete);
  EXPECT_THAT(expected.out, EndsWith("data: [DONE]\n\n"));
  EXPECT_THAT(expected.out, HasSubstr(R"("model":"public")"));
  EXPECT_THAT(expected.out, Not(HasSubstr("prompt_tokens")));

  for (std::size_t piece = 1; piece < kStream.size(); ++piece) {
    StreamAnswer answer(Options());
    const Outcome outcome = ReadAll(answer, kStream, piece);

    ASSERT_EQ(outcome.state, State::kComplete) << piece;
    ASSERT_EQ(outcome.out, expected.out) << piece;
    ASSERT_EQ(answer.usage()->output(), 2);
    ASSERT_EQ(answer.generated_characters(), 5);
    ASSERT_EQ(answer.TakeAnswer().content(0).text().text(), "Grüße");
  }
}

TEST(StreamAnswerTest, NothingAfterTheTerminatorIsPassedOn) {
  StreamAnswer answer(Options());
  std::string stream(kStream);
  stream += "data: {\"choices\":[]}\n\n";
  const Outcome outcome = ReadAll(answer, stream, 4096);

  EXPECT_EQ(outcome.state, State::kComplete);
  EXPECT_THAT(outcome.out, EndsWith("data: [DONE]\n\n"));
}

TEST(StreamAnswerTest, EveryPrefixWithoutTheTerminatorIsBroken) {
  const std::size_t done = kStream.find("data: [DONE]");
  for (std::size_t length = 0; length <= done + 12; ++length) {
    StreamAnswer answer(Options());
    const Outcome outcome = ReadAll(answer, kStream.substr(0, length), 4096);

    ASSERT_EQ(outcome.state, State::kBroken) << length;
    ASSERT_THAT(outcome.out, Not(HasSubstr("[DONE]")));
  }
}

TEST(StreamAnswerTest, AnErrorEventIsReportedAndNotPassedOn) {
  StreamAnswer answer(Options());
  const Outcome outcome =
      ReadAll(answer, "data: {\"error\":{\"message\":\"too busy\",\"type\":\"server_error\",\"code\":null}}\n\n", 4096);

  EXPECT_EQ(outcome.state, State::kError);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(answer.error()->message, "too busy");
}

TEST(StreamAnswerTest, WhatIsNoJsonBreaksTheStream) {
  StreamAnswer answer(Options());

  EXPECT_EQ(ReadAll(answer, "data: oops\n\n", 4096).state, State::kBroken);
  EXPECT_THAT(std::string(answer.why()), HasSubstr("no JSON"));
}

TEST(StreamAnswerTest, AnEventBeyondTheBoundBreaksTheStream) {
  StreamAnswer answer(Options());

  EXPECT_EQ(ReadAll(answer, std::string(9 * 1024 * 1024, 'x'), 65536).state, State::kBroken);
  EXPECT_THAT(std::string(answer.why()), HasSubstr("too large"));
}

TEST(PlainAnswerTest, RestoresTheModelAndReadsTheUsage) {
  PlainAnswer answer(Options());
  const Outcome outcome = ReadAll(answer, kPlain, 7);

  EXPECT_EQ(outcome.state, State::kComplete);
  EXPECT_THAT(outcome.out, HasSubstr(R"("model":"public")"));
  EXPECT_EQ(answer.usage()->input(), 7);
  EXPECT_EQ(answer.generated_characters(), 5);
  EXPECT_EQ(answer.TakeAnswer().content(0).text().text(), "Grüße");
}

TEST(PlainAnswerTest, AnErrorIsAnErrorAlsoBesideAListOfChoices) {
  for (const char* body : {R"({"error":{"message":"too busy","type":"server_error"}})",
                           R"({"choices":[],"error":{"message":"too busy","type":"server_error"}})"}) {
    PlainAnswer answer(Options());
    const Outcome outcome = ReadAll(answer, body, 4096);

    EXPECT_EQ(outcome.state, State::kError);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(answer.error()->message, "too busy");
  }
}

TEST(PlainAnswerTest, AnErrorThatIsNullIsNone) {
  PlainAnswer answer(Options());

  EXPECT_EQ(ReadAll(answer, R"({"error":null,"model":"up","choices":[]})", 4096).state, State::kComplete);
}

TEST(PlainAnswerTest, AnythingElseIsNoAnswer) {
  for (const char* body : {"", "{}", "[]", "<html></html>", R"({"choices":7})",
                           R"({"choices":[]})"
                           "x"}) {
    PlainAnswer answer(Options());
    const Outcome outcome = ReadAll(answer, body, 4096);

    EXPECT_EQ(outcome.state, State::kBroken) << body;
    EXPECT_EQ(answer.generated_characters(), 0);
  }
}

TEST(PlainAnswerTest, ABodyBeyondTheBoundIsNoAnswer) {
  PlainAnswer answer(Options());
  const std::string piece(1024 * 1024, ' ');
  std::string out;

  for (int i = 0; i < 64; ++i) ASSERT_EQ(answer.Read(piece, out), State::kReading);

  EXPECT_EQ(answer.Read(" ", out), State::kBroken);
}

}  // namespace
}  // namespace signalbox::router::openai
