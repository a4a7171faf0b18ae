#include <ostream>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/codec.h"
#include "common/status/error.h"
#include "tests/component/router/speakers.h"

namespace signalbox::router {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kWords[] = R"({"model":"gpt-4o","text":"To the sea","prompt":9,"completion":3})";
constexpr char kToolCall[] = R"({"model":"gpt-4o","tool_calls":[{"name":"find","arguments":"{\"to\":\"the sea\"}"}]})";

struct Pair {
  llm::v1::Dialect caller;
  std::string kind;
  bool stream;
};

void PrintTo(const Pair& pair, std::ostream* out) {
  *out << NameOf(pair.caller) << " to " << pair.kind << (pair.stream ? ", streamed" : ", plain");
}

template <typename Wanted>
std::vector<Pair> PairsThat(const Wanted& wanted) {
  std::vector<Pair> pairs;
  for (const llm::v1::Dialect caller : CallerDialects()) {
    for (const std::string& kind : Kinds()) {
      for (const bool stream : {false, true}) {
        Pair pair{caller, kind, stream};
        if (wanted(pair)) pairs.push_back(std::move(pair));
      }
    }
  }
  return pairs;
}

std::string NameOfPair(const ::testing::TestParamInfo<Pair>& info) {
  return NameOf(info.param.caller) + "_to_" + info.param.kind + (info.param.stream ? "_streamed" : "_plain");
}

/// Every caller's dialect with every kind of provider, plain and streamed.
class Dialects : public ::testing::TestWithParam<Pair> {
 protected:
  // Starting them costs more than all that is asked of them.
  static void SetUpTestSuite() { world_ = new World; }
  static void TearDownTestSuite() { delete std::exchange(world_, nullptr); }

  void SetUp() override {
    demo().ClearScripts();
    demo().ClearRequests();
  }

  static const test::FakeProvider& demo() { return world_->demo; }

  std::shared_ptr<GenerationLog> Ask(std::string_view script) {
    return Ask(script, Asking(GetParam().caller, GetParam().stream));
  }

  std::shared_ptr<GenerationLog> Ask(std::string_view script, v1::GenerateRequest request) {
    demo().Script(script);
    request.set_model(GetParam().kind);
    return world_->router.Generate(std::move(request));
  }

 private:
  struct World {
    const test::FakeProvider demo;
    const support::Postgres database;
    RouterService router{database, ModelForEachKind(demo, "gpt-4o")};
  };
  static inline World* world_ = nullptr;
};

TEST_P(Dialects, WordsAndUsageReachTheCaller) {
  const auto answer = Ask(kWords);

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  ASSERT_EQ(answer->status(), 200) << answer->data();
  EXPECT_THAT(answer->Header("content-type"), StartsWith(GetParam().stream ? "text/event-stream" : "application/json"));
  const auto understood = Understand(GetParam().caller, GetParam().stream, answer->data());
  ASSERT_TRUE(understood) << answer->data();
  ASSERT_EQ(understood->choices_size(), 1);
  ASSERT_EQ(understood->choices(0).message().content_size(), 1) << understood->DebugString();
  EXPECT_EQ(understood->choices(0).message().content(0).text().text(), "To the sea");
  EXPECT_EQ(understood->choices(0).finish_reason(), llm::v1::STOP);
  EXPECT_THAT(answer->data(), Not(HasSubstr("gpt-4o")));
  EXPECT_EQ(answer->tail().ending(), llm::v1::COMPLETED);
  ASSERT_EQ(answer->tail().attempts_size(), 1);
  EXPECT_EQ(answer->tail().attempts(0).usage().input(), 9);
  EXPECT_EQ(answer->tail().attempts(0).usage().output(), 3);
  EXPECT_FALSE(answer->tail().attempts(0).usage().estimated());
}

/// Whose callers converse, with tools.
using DialectsOfTurns = Dialects;

TEST_P(DialectsOfTurns, AToolCallReachesTheCaller) {
  const auto answer = Ask(kToolCall);

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  ASSERT_EQ(answer->status(), 200) << answer->data();
  const auto understood = Understand(GetParam().caller, GetParam().stream, answer->data());
  ASSERT_TRUE(understood) << answer->data();
  ASSERT_EQ(understood->choices_size(), 1);
  ASSERT_EQ(understood->choices(0).message().content_size(), 1) << understood->DebugString();
  const llm::v1::ToolCall& call = understood->choices(0).message().content(0).tool_call();
  EXPECT_EQ(call.name(), "find");
  EXPECT_EQ(call.arguments_json(), R"({"to":"the sea"})");
  EXPECT_NE(call.id(), "");
  EXPECT_EQ(understood->choices(0).finish_reason(), llm::v1::TOOL_CALLS);
}

TEST_P(Dialects, ARateLimitIsToldInTheCallersWordsWithItsRetryAfter) {
  const auto answer = Ask(R"({"model":"gpt-4o","status":429,"retry_after":"7"})");

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 429);
  EXPECT_EQ(answer->Header("retry-after"), "7");
  const auto error = dialect::CodecOf(GetParam().caller)->DecodeError(answer->data());
  ASSERT_TRUE(error) << answer->data();
  // A provider of the caller's own dialect keeps its own words; "requests" is OpenAI's for all of its dialects.
  const bool translated = !Speaks(GetParam().kind, GetParam().caller);
  EXPECT_TRUE(!translated || error->type == "rate_limit_error" || error->type == "requests") << answer->data();
  EXPECT_NE(error->message, "");
  const bool of_google = GetParam().kind.starts_with("vertex") || GetParam().kind == "gemini";
  EXPECT_NE(answer->Header("x-signalbox-upstream-request-id").empty(), !of_google) << "Google gives none";
}

using StreamedDialects = Dialects;

TEST_P(StreamedDialects, AnErrorInAStreamIsToldInTheCallersWordsAndEndsIt) {
  const auto answer = Ask(R"({"model":"gpt-4o","tokens":8,"error_after":4})");

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_FALSE(Understand(GetParam().caller, true, answer->data())) << "it must not seem complete";
  EXPECT_THAT(answer->data(), HasSubstr("error"));
  EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_ERROR);
}

TEST_P(Dialects, WhatNobodyReportedIsCountedHere) {
  const auto answer = Ask(R"({"model":"gpt-4o","text":"To the sea","usage":false})");

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  ASSERT_EQ(answer->status(), 200) << answer->data();
  const llm::v1::Usage& usage = answer->tail().attempts(0).usage();
  EXPECT_TRUE(usage.estimated());
  EXPECT_EQ(usage.output(), 3);
  EXPECT_GT(usage.input(), 4);
}

TEST_P(Dialects, ATranscriptSaysWhoseDialectItIs) {
  v1::GenerateRequest request = Asking(GetParam().caller, GetParam().stream);
  request.set_want_transcript(true);

  const auto answer = Ask(kWords, std::move(request));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  ASSERT_EQ(answer->tail().new_turns_size(), 1);
  EXPECT_EQ(answer->tail().new_turns(0).dialect(), GetParam().caller);
  EXPECT_EQ(answer->tail().new_turns(0).content(0).text().text(), "Where do trains go?");
  EXPECT_NE(answer->tail().answer().dialect(), llm::v1::DIALECT_UNSPECIFIED);
  EXPECT_EQ(answer->tail().answer().content(0).text().text(), "To the sea");
}

TEST_P(DialectsOfTurns, HistoryIsPutBeforeTheNewTurns) {
  v1::GenerateRequest request = Asking(GetParam().caller, GetParam().stream);
  llm::v1::Message& question = *request.add_history();
  question.set_role(llm::v1::USER);
  question.add_content()->mutable_text()->set_text("An earlier question");
  llm::v1::Message& reply = *request.add_history();
  reply.set_role(llm::v1::ASSISTANT);
  reply.add_content()->mutable_text()->set_text("An earlier answer");

  const auto answer = Ask(kWords, std::move(request));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  ASSERT_EQ(answer->status(), 200) << answer->data();
  const std::string body = demo().Requests("gpt-4o").at(0).body;
  const std::size_t earlier = body.find("An earlier question");
  ASSERT_NE(earlier, body.npos) << body;
  EXPECT_LT(earlier, body.find("An earlier answer"));
  EXPECT_LT(body.find("An earlier answer"), body.find("Where do trains go?"));
}

INSTANTIATE_TEST_SUITE_P(All, Dialects, ::testing::ValuesIn(PairsThat([](const Pair&) { return true; })), NameOfPair);

INSTANTIATE_TEST_SUITE_P(All, StreamedDialects,
                         ::testing::ValuesIn(PairsThat([](const Pair& pair) { return pair.stream; })), NameOfPair);

INSTANTIATE_TEST_SUITE_P(All, DialectsOfTurns, ::testing::ValuesIn(PairsThat([](const Pair& pair) {
                           return pair.caller != llm::v1::OPENAI_COMPLETIONS;
                         })),
                         NameOfPair);

}  // namespace
}  // namespace signalbox::router
