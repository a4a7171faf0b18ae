#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/answer_collector.h"
#include "common/dialect/bedrock_converse/converse_codec.h"
#include "common/status/error.h"
#include "tests/unit/common/dialect/bedrock_converse/fixtures.h"

namespace signalbox::dialect::bedrock_converse {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Kind = StreamEvent::Kind;
using llm::v1::Response;
using testing::Difference;
using testing::FileText;
using testing::Folder;
using testing::FromText;

/// Without what stands beside the meaning: the provider's own words for it.
Response Meaning(Response response) {
  response.clear_extra_json();
  response.clear_usage_json();
  for (llm::v1::Choice& choice : *response.mutable_choices()) {
    for (llm::v1::ContentBlock& block : *choice.mutable_message()->mutable_content()) {
      if (!block.has_text()) continue;
      for (llm::v1::Citation& citation : *block.mutable_text()->mutable_citations()) citation.clear_raw_json();
    }
  }
  return response;
}

struct Stream {
  absl::Status status;
  std::vector<Kind> kinds;
  Response answer;
  std::optional<ErrorBody> error;
};

Stream ReadStream(const std::vector<std::pair<std::string, std::string>>& events) {
  Stream stream;
  AnswerCollector collector;
  const auto decoder = ConverseCodec().NewStreamDecoder();
  const auto hear = [&](const StreamEvent& event) {
    stream.kinds.push_back(event.kind);
    if (event.error) stream.error = *event.error;
    collector.Add(event);
  };
  for (const auto& [type, data] : events) {
    stream.status = decoder->Decode({type, data}, hear);
    if (!stream.status.ok()) break;
  }
  decoder->End(hear);
  stream.answer = collector.Take();
  return stream;
}

class ResponseFixture : public ::testing::TestWithParam<std::string> {};

TEST_P(ResponseFixture, IsUnderstood) {
  const auto response = ConverseCodec().DecodeResponse(FileText(Folder("responses") / (GetParam() + ".json")));

  ASSERT_TRUE(response.ok()) << MessageOf(response.status());
  const auto expected = FromText<Response>(FileText(Folder("responses") / (GetParam() + ".textproto")));
  EXPECT_EQ(Difference(expected, Meaning(*response)), "");
}

TEST_P(ResponseFixture, MeansAsAStreamWhatItMeansAsABody) {
  std::vector<std::pair<std::string, std::string>> events;
  for (const std::string& line : testing::Lines(FileText(Folder("streams") / (GetParam() + ".tsv")))) {
    const auto tab = line.find('\t');
    events.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }

  Stream stream = ReadStream(events);

  ASSERT_TRUE(stream.status.ok()) << MessageOf(stream.status);
  EXPECT_EQ(stream.kinds.front(), Kind::kStart);
  EXPECT_EQ(stream.kinds.back(), Kind::kEnd);
  stream.answer.set_dialect(llm::v1::BEDROCK_CONVERSE);
  const auto whole = ConverseCodec().DecodeResponse(FileText(Folder("responses") / (GetParam() + ".json")));
  EXPECT_EQ(Difference(Meaning(*whole), Meaning(stream.answer)), "");
}

INSTANTIATE_TEST_SUITE_P(All, ResponseFixture, ::testing::ValuesIn(testing::NamesIn("responses", ".json")),
                         [](const auto& info) { return info.param; });

TEST(ConverseResponse, ABlockNobodyKnowsIsKeptWhole) {
  const auto response = ConverseCodec().DecodeResponse(
      R"({"output":{"message":{"content":[{"novelty":{"x":1.0}}]}},"stopReason":"novel_reason"})");

  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->choices(0).message().content(0).extra_json(), R"({"novelty":{"x":1.0}})");
  EXPECT_EQ(response->choices(0).finish_reason(), llm::v1::OTHER);
  EXPECT_FALSE(response->has_usage());
}

TEST(ConverseResponse, UsageThatCannotBeTrueIsNone) {
  for (const char* usage :
       {R"({"inputTokens":-1,"outputTokens":1})", R"({"inputTokens":1})", R"([])", "null",
        R"({"inputTokens":1,"outputTokens":99999999999})", R"({"inputTokens":0,"outputTokens":0})"}) {
    const auto response = ConverseCodec().DecodeResponse(
        std::string(R"({"output":{"message":{"content":[]}},"stopReason":"end_turn","usage":)") + usage + "}");
    ASSERT_TRUE(response.ok());
    EXPECT_FALSE(response->has_usage()) << usage;
  }
}

TEST(ConverseResponse, WhatIsNoAnswerIsRefused) {
  for (const char* body : {"", "[]", "nonsense", "{}", R"({"output":{"message":{"content":{}}}})",
                           R"({"output":{"message":{"content":[1]}}})", R"({"message":"no"})"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ConverseCodec().DecodeResponse(body).status())) << body;
  }
}

TEST(ConverseStream, AnExceptionIsAnErrorAndTheEnd) {
  const Stream stream = ReadStream({{"messageStart", R"({"role":"assistant"})"},
                                    {"exception:throttlingException", R"({"message":"Too many tokens"})"},
                                    {"messageStop", R"({"stopReason":"end_turn"})"}});

  EXPECT_THAT(stream.kinds, ElementsAre(Kind::kStart, Kind::kError));
  EXPECT_EQ(stream.error, (ErrorBody{"Too many tokens", "rate_limit_error"}));
}

TEST(ConverseStream, WithoutItsLastEventItStillEnds) {
  const Stream stream = ReadStream({{"messageStart", "{}"}, {"messageStop", R"({"stopReason":"end_turn"})"}});

  EXPECT_THAT(stream.kinds, ElementsAre(Kind::kStart, Kind::kFinish, Kind::kEnd));
}

TEST(ConverseStream, CutBeforeItsStopItHasNoEnd) {
  const Stream stream =
      ReadStream({{"messageStart", "{}"}, {"contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"a"}})"}});

  EXPECT_THAT(stream.kinds, ElementsAre(Kind::kStart, Kind::kBlockStart, Kind::kDelta));
}

TEST(ConverseStream, NoBlockBeginsAfterItsStop) {
  EXPECT_FALSE(ReadStream({{"messageStop", R"({"stopReason":"end_turn"})"},
                           {"contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"a"}})"}})
                   .status.ok());
}

TEST(ConverseStream, ArgumentsOfACallThatDidNotBeginBreakIt) {
  EXPECT_FALSE(ReadStream({{"messageStart", "{}"},
                           {"contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"toolUse":{"input":"{}"}}})"}})
                   .status.ok());
}

TEST(ConverseStream, ABlockThatChangesItsKindBreaksIt) {
  const std::string text = R"({"delta":{"text":"a"}})";
  const std::string signature = R"({"delta":{"reasoningContent":{"signature":"c2ln"}}})";
  const std::string redacted = R"({"delta":{"reasoningContent":{"redactedContent":"c2Vj"}}})";
  const std::string citation = R"({"delta":{"citation":{"title":"t"}}})";
  for (const auto& [first, second] :
       {std::pair(text, signature), std::pair(text, redacted), std::pair(redacted, signature),
        std::pair(redacted, citation), std::pair(signature, citation)}) {
    EXPECT_FALSE(ReadStream({{"contentBlockDelta", first}, {"contentBlockDelta", second}}).status.ok()) << second;
  }
}

TEST(ConverseStream, ABlockToldWhenItIsWholeIsCountedThen) {
  std::vector<int> begun;
  const auto decoder = ConverseCodec().NewStreamDecoder();
  const auto hear = [&](const StreamEvent& event) {
    if (event.kind == Kind::kBlockStart) begun.push_back(event.block);
  };
  for (const std::string_view data :
       {R"({"contentBlockIndex":0,"delta":{"reasoningContent":{"redactedContent":"c2Vj"}}})",
        R"({"contentBlockIndex":1,"delta":{"text":"a"}})"}) {
    ASSERT_TRUE(decoder->Decode({"contentBlockDelta", data}, hear).ok());
  }
  ASSERT_TRUE(decoder->Decode({"messageStop", "{}"}, hear).ok());
  EXPECT_THAT(begun, ElementsAre(0, 1));
}

TEST(ConverseStream, EventsNobodyKnowsMeanNothing) {
  EXPECT_THAT(ReadStream({{"messageStart", "{}"}, {"novelty", R"({"x":1})"}}).kinds, ElementsAre(Kind::kStart));
}

TEST(ConverseStream, WhatIsNoEventBreaksIt) {
  EXPECT_FALSE(ReadStream({{"messageStart", "nonsense"}}).status.ok());
  EXPECT_FALSE(ReadStream({{"messageStart", "[]"}}).status.ok());
  EXPECT_FALSE(ReadStream({{"contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"a"}})"},
                           {"contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"toolUse":{"input":"{}"}}})"}})
                   .status.ok());
}

TEST(ConverseError, IsReadInEveryFormBedrockHas) {
  const auto decode = [](std::string_view body) { return ConverseCodec().DecodeError(body); };

  EXPECT_EQ(decode(R"({"message":"no"})"), (ErrorBody{"no"}));
  EXPECT_EQ(decode(R"({"Message":"no","__type":"com.amazon.coral.service#AccessDeniedException"})"),
            (ErrorBody{"no", "permission_error"}));
  EXPECT_EQ(decode(R"({"__type":"ValidationException:http://internal","message":"bad"})"),
            (ErrorBody{"bad", "invalid_request_error"}));
  EXPECT_EQ(decode("<html>"), std::nullopt);
  EXPECT_EQ(decode("{}"), std::nullopt);
}

}  // namespace
}  // namespace signalbox::dialect::bedrock_converse
