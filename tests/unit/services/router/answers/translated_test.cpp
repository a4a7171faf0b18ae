#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/answer_replay.h"
#include "services/router/answers/mirrored_stream.h"
#include "services/router/answers/replayed_plain.h"
#include "services/router/answers/translated_plain.h"
#include "services/router/answers/translated_stream.h"
#include "tests/unit/services/router/answers/reading.h"

namespace signalbox::router {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using State = AnswerReader::State;

constexpr std::array kDialects{llm::v1::OPENAI_CHAT, llm::v1::OPENAI_RESPONSES, llm::v1::ANTHROPIC_MESSAGES,
                               llm::v1::GEMINI};

/// Words and a tool call.
llm::v1::Response Answer() {
  llm::v1::Response answer;
  answer.set_id("x");
  answer.set_model("up");
  llm::v1::Choice& choice = *answer.add_choices();
  choice.set_finish_reason(llm::v1::TOOL_CALLS);
  llm::v1::Message& message = *choice.mutable_message();
  message.set_role(llm::v1::ASSISTANT);
  message.add_content()->mutable_text()->set_text("Grüße 😀");
  llm::v1::ToolCall& call = *message.add_content()->mutable_tool_call();
  call.set_id("call_1");
  call.set_name("find");
  call.set_arguments_json(R"({"to":"the sea"})");
  answer.mutable_usage()->set_input(7);
  answer.mutable_usage()->set_output(2);
  return answer;
}

/// The answer as a provider of that dialect streams it.
std::string StreamOf(llm::v1::Dialect dialect, bool usage = true) {
  dialect::StreamEncoderOptions options;
  options.public_model = "up";
  options.include_usage = usage;
  options.id = "0123456789abcdef0123456789abcdef";
  options.created = 1;
  const auto encoder = dialect::CodecOf(dialect)->NewStreamEncoder(options);
  llm::v1::Response answer = Answer();
  if (!usage) answer.clear_usage();
  std::string stream;
  dialect::Replay(answer, [&](const dialect::StreamEvent& event) { encoder->Encode(event, stream); });
  return stream;
}

std::string BodyOf(llm::v1::Dialect dialect) {
  dialect::EncodeResponseOptions options;
  options.public_model = "up";
  options.id = "0123456789abcdef0123456789abcdef";
  dialect::Losses losses;
  return dialect::CodecOf(dialect)->EncodeResponse(Answer(), options, losses);
}

struct Pair {
  llm::v1::Dialect asked;
  llm::v1::Dialect caller;
};

std::vector<Pair> Pairs() {
  std::vector<Pair> pairs;
  for (const llm::v1::Dialect asked : kDialects) {
    for (const llm::v1::Dialect caller : kDialects) {
      if (asked != caller) pairs.push_back({asked, caller});
    }
  }
  return pairs;
}

class TranslatedAnswers : public ::testing::TestWithParam<Pair> {
 protected:
  std::unique_ptr<TranslatedStream> NewStream() const {
    return std::make_unique<TranslatedStream>(Reading(GetParam().asked, GetParam().caller, true), NewSseDeframer());
  }
};

void ExpectTheAnswer(const llm::v1::Message& message) {
  ASSERT_EQ(message.content_size(), 2) << message.DebugString();
  EXPECT_EQ(message.content(0).text().text(), "Grüße 😀");
  EXPECT_EQ(message.content(1).tool_call().name(), "find");
  EXPECT_EQ(message.content(1).tool_call().arguments_json(), R"({"to":"the sea"})");
}

TEST_P(TranslatedAnswers, AStreamGivesTheSameHoweverItsBytesAreSplit) {
  const std::string stream = StreamOf(GetParam().asked);
  const auto whole = NewStream();
  const ReadBody expected = ReadAll(*whole, stream, stream.size());
  ASSERT_EQ(expected.state, State::kComplete) << stream;
  EXPECT_THAT(expected.out, Not(HasSubstr("\"up\"")));

  for (std::size_t piece = 1; piece < 64; ++piece) {
    const auto answer = NewStream();
    const ReadBody read = ReadAll(*answer, stream, piece);

    ASSERT_EQ(read.state, State::kComplete) << piece;
    ASSERT_EQ(read.out, expected.out) << piece;
    ASSERT_EQ(answer->usage()->output(), 2);
    ExpectTheAnswer(answer->TakeAnswer());
  }
}

TEST_P(TranslatedAnswers, AStreamThatIsCutIsNotCompleteAndCountsWhatItSaid) {
  const std::string stream = StreamOf(GetParam().asked, false);
  const auto answer = NewStream();

  const ReadBody read = ReadAll(*answer, stream.substr(0, stream.find("find")));

  EXPECT_EQ(read.state, State::kBroken);
  EXPECT_GT(answer->CountGenerated().visible, 0);
  EXPECT_FALSE(answer->usage() && answer->usage()->output() > 0);
}

TEST_P(TranslatedAnswers, AnErrorInTheStreamIsReportedAndNotPassedOn) {
  std::string stream = StreamOf(GetParam().asked);
  const std::string error =
      dialect::CodecOf(GetParam().asked)->EncodeStreamError({"too busy", "overloaded_error", {}, {}}, 503);
  const std::size_t second = stream.find("\n\n") + 2;
  const auto answer = NewStream();

  const ReadBody read = ReadAll(*answer, stream.substr(0, second) + error);

  EXPECT_EQ(read.state, State::kError) << error;
  ASSERT_TRUE(answer->error());
  EXPECT_EQ(answer->error()->message, "too busy");
  EXPECT_THAT(read.out, Not(HasSubstr("too busy")));
}

TEST_P(TranslatedAnswers, APlainAnswerIsTranslated) {
  TranslatedPlain answer(Reading(GetParam().asked, GetParam().caller, false));

  const ReadBody read = ReadAll(answer, BodyOf(GetParam().asked), 7);

  ASSERT_EQ(read.state, State::kComplete);
  const auto understood = dialect::CodecOf(GetParam().caller)->DecodeResponse(read.out);
  ASSERT_TRUE(understood.ok()) << read.out;
  ExpectTheAnswer(understood->choices(0).message());
  EXPECT_EQ(understood->model(), "public");
  EXPECT_EQ(understood->usage().output(), 2);
  EXPECT_EQ(answer.usage()->input(), 7);
  ExpectTheAnswer(answer.TakeAnswer());
}

TEST_P(TranslatedAnswers, APlainAnswerToWhoWantsAStreamIsToldAsOne) {
  ReplayedPlain answer(Reading(GetParam().asked, GetParam().caller, true));

  const ReadBody read = ReadAll(answer, BodyOf(GetParam().asked));

  ASSERT_EQ(read.state, State::kComplete);
  EXPECT_EQ(answer.content_type(), "text/event-stream");
  // What the caller understands is what a stream would have told.
  TranslatedStream back(Reading(GetParam().caller, GetParam().asked, true), NewSseDeframer());
  ASSERT_EQ(ReadAll(back, read.out).state, State::kComplete) << read.out;
  ExpectTheAnswer(back.TakeAnswer());
}

INSTANTIATE_TEST_SUITE_P(Pairs, TranslatedAnswers, ::testing::ValuesIn(Pairs()), [](const auto& info) {
  return llm::v1::Dialect_Name(info.param.asked) + "_to_" + llm::v1::Dialect_Name(info.param.caller);
});

TEST(MirroredStreamTest, NothingBehindTheEndReachesTheCallerInAnyDialect) {
  for (const llm::v1::Dialect dialect : kDialects) {
    const std::string stream = StreamOf(dialect);
    MirroredStream whole(Reading(dialect, dialect, true), NewSseDeframer());
    MirroredStream more(Reading(dialect, dialect, true), NewSseDeframer());
    if (dialect == llm::v1::GEMINI) continue;  // It ends with its transport.

    const ReadBody expected = ReadAll(whole, stream);

    EXPECT_EQ(expected.state, State::kComplete);
    EXPECT_EQ(ReadAll(more, stream + "event: ping\ndata: {\"type\":\"ping\"}\n\n").out, expected.out);
  }
}

TEST(ReplayedPlainTest, AProviderOfTheCallersOwnDialectMayAnswerPlainlyToo) {
  ReplayedPlain answer(Reading(llm::v1::OPENAI_CHAT, llm::v1::OPENAI_CHAT, true));

  const ReadBody read = ReadAll(answer, BodyOf(llm::v1::OPENAI_CHAT));

  EXPECT_EQ(read.state, State::kComplete);
  EXPECT_TRUE(read.out.ends_with("data: [DONE]\n\n")) << read.out;
}

}  // namespace
}  // namespace signalbox::router
