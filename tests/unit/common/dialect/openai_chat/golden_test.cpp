// The golden fixtures: everything that holds for each of them.

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/answer_replay.h"
#include "common/dialect/openai_chat/chat_codec.h"
#include "tests/unit/common/dialect/fixture.h"
#include "tests/unit/common/dialect/openai_chat/sse_text.h"
#include "tests/unit/common/dialect/stream_play.h"

namespace signalbox::dialect::openai_chat {
namespace {

using nlohmann::json;
using testing::Fixture;

class GoldenRequest : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenRequest, EncodingWhatWasDecodedGivesTheSameJson) {
  const std::string body = Fixture(GetParam());
  const auto conversation = ChatCodec().DecodeRequest(body);
  ASSERT_TRUE(conversation.ok()) << conversation.status();

  Losses losses;
  const auto encoded = ChatCodec().EncodeRequest(
      *conversation, {.model = conversation->model(), .stream = conversation->stream()}, losses);
  ASSERT_TRUE(encoded.ok()) << encoded.status();
  EXPECT_EQ(json::parse(*encoded), json::parse(body));
  EXPECT_TRUE(losses.empty()) << losses.Header();
}

// G8, L10.
TEST_P(GoldenRequest, EditingChangesTheModelAndNoOtherByte) {
  const std::string body = Fixture(GetParam());
  const auto edited = ChatCodec().EditRequest(body, {.model = "x"});

  ASSERT_TRUE(edited.ok());
  const std::size_t begin = body.find("\"model\": \"") + 10;
  std::string expected = body;
  expected.replace(begin, body.find('"', begin) - begin, "x");
  EXPECT_EQ(*edited, expected);
}

INSTANTIATE_TEST_SUITE_P(Fixtures, GoldenRequest, ::testing::ValuesIn(testing::FixturesIn("openai_chat/requests")),
                         testing::NameOf);

class GoldenResponse : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenResponse, EncodingWhatWasDecodedGivesTheSameJson) {
  const std::string body = Fixture(GetParam());
  const auto response = ChatCodec().DecodeResponse(body);
  ASSERT_TRUE(response.ok()) << response.status();

  Losses losses;
  const std::string encoded =
      ChatCodec().EncodeResponse(*response, {.public_model = response->model(), .id = "1"}, losses);
  EXPECT_EQ(json::parse(encoded), json::parse(body));
  EXPECT_TRUE(losses.empty()) << losses.Header();
}

TEST_P(GoldenResponse, ReplayedAndCollectedItIsTheSameAnswer) {
  const auto response = ChatCodec().DecodeResponse(Fixture(GetParam()));
  ASSERT_TRUE(response.ok());
  AnswerCollector collector;
  Replay(*response, [&](const StreamEvent& event) { collector.Add(event); });

  const llm::v1::Response collected = collector.Take();
  ASSERT_EQ(collected.choices_size(), response->choices_size());
  for (int i = 0; i < collected.choices_size(); ++i) {
    llm::v1::Message expected = response->choices(i).message();
    expected.clear_extra_json();
    expected.clear_form_json();
    for (auto& block : *expected.mutable_content()) {
      block.clear_extra_json();
      block.clear_form_json();
    }
    EXPECT_EQ(collected.choices(i).message().ShortDebugString(), expected.ShortDebugString());
    EXPECT_EQ(collected.choices(i).finish_reason(), response->choices(i).finish_reason());
  }
}

// L11: the streamed answer is the plain one.
TEST_P(GoldenResponse, StreamedToACallerAndReadAgainItIsTheSameAnswer) {
  const auto response = ChatCodec().DecodeResponse(Fixture(GetParam()));
  ASSERT_TRUE(response.ok());
  const auto encoder = ChatCodec().NewStreamEncoder(
      {.public_model = response->model(), .include_usage = true, .id = "1", .from = llm::v1::OPENAI_CHAT});
  std::string stream;
  Replay(*response, [&](const StreamEvent& event) { encoder->Encode(event, stream); });

  const llm::v1::Response read = testing::Collect(ChatCodec(), stream);
  ASSERT_EQ(read.choices_size(), response->choices_size());
  EXPECT_EQ(read.id(), response->id());
  EXPECT_EQ(read.usage().ShortDebugString(), response->usage().ShortDebugString());
  for (int i = 0; i < read.choices_size(); ++i) {
    ASSERT_EQ(read.choices(i).message().content_size(), response->choices(i).message().content_size());
    EXPECT_EQ(read.choices(i).finish_reason(), response->choices(i).finish_reason());
    for (int j = 0; j < read.choices(i).message().content_size(); ++j) {
      const auto& got = read.choices(i).message().content(j);
      const auto& want = response->choices(i).message().content(j);
      EXPECT_EQ(got.text().text(), want.text().text());
      EXPECT_EQ(got.thinking().text(), want.thinking().text());
      EXPECT_EQ(got.refusal().text(), want.refusal().text());
      EXPECT_EQ(got.tool_call().arguments_json(), want.tool_call().arguments_json());
      EXPECT_EQ(got.text().citations_size(), want.text().citations_size());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Fixtures, GoldenResponse, ::testing::ValuesIn(testing::FixturesIn("openai_chat/responses")),
                         testing::NameOf);

class GoldenStream : public ::testing::TestWithParam<std::string> {};

// G16.
TEST_P(GoldenStream, AnySplitOfTheBytesGivesTheSameOutput) {
  const std::string stream = Fixture(GetParam());
  const StreamEncoderOptions options{.public_model = "fast", .include_usage = true, .id = "1"};
  const StreamMirrorOptions mirror{.public_model = "fast"};
  const std::string rewritten = testing::Rewrite(ChatCodec(), ChatCodec(), options, stream);
  const std::string mirrored = testing::Mirror(ChatCodec(), mirror, stream);
  for (std::size_t piece = 1; piece < 40; ++piece) {
    EXPECT_EQ(testing::Rewrite(ChatCodec(), ChatCodec(), options, stream, piece), rewritten) << piece;
    EXPECT_EQ(testing::Mirror(ChatCodec(), mirror, stream, piece), mirrored) << piece;
  }
}

TEST_P(GoldenStream, WrittenAgainItSaysTheSame) {
  const std::string stream = Fixture(GetParam());
  const std::string rewritten = testing::Rewrite(
      ChatCodec(), ChatCodec(), {.public_model = "gpt-4o-2024-08-06", .include_usage = true, .id = "1"}, stream);

  const llm::v1::Response before = testing::Collect(ChatCodec(), stream);
  const llm::v1::Response after = testing::Collect(ChatCodec(), rewritten);
  EXPECT_EQ(after.ShortDebugString().size() > 0, true);
  ASSERT_EQ(after.choices_size(), before.choices_size());
  EXPECT_EQ(after.usage().ShortDebugString(), before.usage().ShortDebugString());
  for (int i = 0; i < after.choices_size(); ++i) {
    EXPECT_EQ(after.choices(i).message().ShortDebugString(), before.choices(i).message().ShortDebugString());
  }
}

TEST_P(GoldenStream, EveryChunkWrittenHasWhatOpenAisDocumentRequires) {
  const std::string rewritten = testing::Rewrite(
      ChatCodec(), ChatCodec(), {.public_model = "fast", .include_usage = false, .id = "1"}, Fixture(GetParam()));
  const json finishes = {nullptr, "stop", "length", "tool_calls", "content_filter", "function_call"};
  for (const json& chunk : ChunksOf(rewritten)) {
    EXPECT_EQ(chunk["object"], "chat.completion.chunk");
    EXPECT_TRUE(chunk["id"].is_string());
    EXPECT_TRUE(chunk["created"].is_number_integer());
    EXPECT_EQ(chunk["model"], "fast");
    ASSERT_EQ(chunk["choices"].size(), 1u);
    const json& choice = chunk["choices"][0];
    EXPECT_TRUE(choice["index"].is_number_integer());
    EXPECT_TRUE(choice["delta"].is_object());
    EXPECT_TRUE(choice.contains("logprobs"));
    EXPECT_NE(std::find(finishes.begin(), finishes.end(), choice["finish_reason"]), finishes.end());
  }
}

INSTANTIATE_TEST_SUITE_P(Fixtures, GoldenStream, ::testing::ValuesIn(testing::FixturesIn("openai_chat/streams")),
                         testing::NameOf);

}  // namespace
}  // namespace signalbox::dialect::openai_chat
