#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/router/answers/mirrored_plain.h"
#include "services/router/answers/mirrored_stream.h"
#include "tests/unit/services/router/answers/reading.h"

namespace signalbox::router {
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

/// A stream of OpenAI's, for a caller of it.
class Stream {
 public:
  AnswerReader& operator*() { return reader_; }
  AnswerReader* operator->() { return &reader_; }

 private:
  MirroredStream reader_{Reading(llm::v1::OPENAI_CHAT, llm::v1::OPENAI_CHAT, true), NewSseDeframer()};
};

class Plain {
 public:
  AnswerReader& operator*() { return reader_; }
  AnswerReader* operator->() { return &reader_; }

 private:
  MirroredPlain reader_{Reading(llm::v1::OPENAI_CHAT, llm::v1::OPENAI_CHAT, false)};
};

TEST(MirroredStreamTest, GivesTheSameHoweverItsBytesAreSplit) {
  Stream whole;
  const ReadBody expected = ReadAll(*whole, kStream, kStream.size());
  ASSERT_EQ(expected.state, State::kComplete);
  EXPECT_THAT(expected.out, EndsWith("data: [DONE]\n\n"));
  EXPECT_THAT(expected.out, HasSubstr(R"("model":"public")"));
  EXPECT_THAT(expected.out, Not(HasSubstr("prompt_tokens")));

  for (std::size_t piece = 1; piece < kStream.size(); ++piece) {
    Stream answer;
    const ReadBody outcome = ReadAll(*answer, kStream, piece);

    ASSERT_EQ(outcome.state, State::kComplete) << piece;
    ASSERT_EQ(outcome.out, expected.out) << piece;
    ASSERT_EQ(answer->usage()->output(), 2);
    ASSERT_EQ(answer->CountGenerated().visible, 3);
    ASSERT_EQ(answer->TakeAnswer().content(0).text().text(), "Grüße");
  }
}

TEST(MirroredStreamTest, NothingAfterTheTerminatorIsPassedOn) {
  Stream answer;
  std::string stream(kStream);
  stream += "data: {\"choices\":[]}\n\n";
  const ReadBody outcome = ReadAll(*answer, stream, 4096);

  EXPECT_EQ(outcome.state, State::kComplete);
  EXPECT_THAT(outcome.out, EndsWith("data: [DONE]\n\n"));
}

TEST(MirroredStreamTest, EveryPrefixWithoutTheTerminatorIsBroken) {
  const std::size_t done = kStream.find("data: [DONE]");
  for (std::size_t length = 0; length <= done + 12; ++length) {
    Stream answer;
    const ReadBody outcome = ReadAll(*answer, kStream.substr(0, length), 4096);

    ASSERT_EQ(outcome.state, State::kBroken) << length;
    ASSERT_THAT(outcome.out, Not(HasSubstr("[DONE]")));
  }
}

TEST(MirroredStreamTest, AnErrorEventIsReportedAndNotPassedOn) {
  Stream answer;
  const ReadBody outcome = ReadAll(
      *answer, "data: {\"error\":{\"message\":\"too busy\",\"type\":\"server_error\",\"code\":null}}\n\n", 4096);

  EXPECT_EQ(outcome.state, State::kError);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(answer->error()->message, "too busy");
}

TEST(MirroredStreamTest, WhatIsNoJsonBreaksTheStream) {
  Stream answer;

  EXPECT_EQ(ReadAll(*answer, "data: oops\n\n", 4096).state, State::kBroken);
  EXPECT_THAT(std::string(answer->why()), HasSubstr("cannot be read"));
}

TEST(MirroredStreamTest, AnEventBeyondTheBoundBreaksTheStream) {
  Stream answer;

  EXPECT_EQ(ReadAll(*answer, std::string(9 * 1024 * 1024, 'x'), 65536).state, State::kBroken);
  EXPECT_THAT(std::string(answer->why()), HasSubstr("too large"));
}

TEST(MirroredPlainTest, RestoresTheModelAndReadsTheUsage) {
  Plain answer;
  const ReadBody outcome = ReadAll(*answer, kPlain, 7);

  EXPECT_EQ(outcome.state, State::kComplete);
  EXPECT_THAT(outcome.out, HasSubstr(R"("model":"public")"));
  EXPECT_EQ(answer->usage()->input(), 7);
  EXPECT_EQ(answer->CountGenerated().visible, 3);
  EXPECT_EQ(answer->TakeAnswer().content(0).text().text(), "Grüße");
}

TEST(MirroredPlainTest, AnErrorIsAnErrorAlsoBesideAListOfChoices) {
  for (const char* body : {R"({"error":{"message":"too busy","type":"server_error"}})",
                           R"({"choices":[],"error":{"message":"too busy","type":"server_error"}})"}) {
    Plain answer;
    const ReadBody outcome = ReadAll(*answer, body, 4096);

    EXPECT_EQ(outcome.state, State::kError);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(answer->error()->message, "too busy");
  }
}

TEST(MirroredPlainTest, AnErrorThatIsNullIsNone) {
  Plain answer;

  EXPECT_EQ(ReadAll(*answer, R"({"error":null,"model":"up","choices":[]})", 4096).state, State::kComplete);
}

TEST(MirroredPlainTest, AnythingElseIsNoAnswer) {
  for (const char* body : {"", "{}", "[]", "<html></html>", R"({"choices":7})",
                           R"({"choices":[]})"
                           "x"}) {
    Plain answer;
    const ReadBody outcome = ReadAll(*answer, body, 4096);

    EXPECT_EQ(outcome.state, State::kBroken) << body;
    EXPECT_EQ(answer->CountGenerated().visible, 0);
  }
}

TEST(MirroredPlainTest, ABodyBeyondTheBoundIsNoAnswer) {
  Plain answer;
  const std::string piece(1024 * 1024, ' ');
  std::string out;

  for (int i = 0; i < 64; ++i) ASSERT_EQ(answer->Read(piece, out), State::kReading);

  EXPECT_EQ(answer->Read(" ", out), State::kBroken);
}

}  // namespace
}  // namespace signalbox::router
