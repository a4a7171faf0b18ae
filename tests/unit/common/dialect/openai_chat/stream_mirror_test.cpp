#include <memory>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/answer_collector.h"
#include "common/dialect/openai_chat/chat_codec.h"
#include "common/dialect/openai_chat/choice_decoder.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Kind = StreamEvent::Kind;

constexpr std::string_view kUsage = R"({"prompt_tokens":9,"completion_tokens":3,"total_tokens":12})";

std::string Chunk(std::string_view delta, std::string_view finish = "null", std::string_view more = "") {
  return R"({"id":"c","object":"chat.completion.chunk","model":"up","choices":[{"index":0,"delta":)" +
         std::string(delta) + ",\"finish_reason\":" + std::string(finish) + "}]" + std::string(more) + "}";
}

class ChatMirrorTest : public ::testing::Test {
 protected:
  std::string Read(std::string_view data, bool broken = false) {
    std::string out;
    const absl::Status status = mirror_->Read({{}, data}, out, [this](const StreamEvent& event) {
      collector_.Add(event);
      if (event.kind == Kind::kUsage) usage_ = *event.usage;
      if (event.kind == Kind::kFinish) ++finishes_;
      if (event.kind == Kind::kEnd) ++ends_;
      if (event.kind == Kind::kError) error_ = *event.error;
    });
    EXPECT_EQ(status.ok(), !broken) << data;
    return out;
  }

  llm::v1::Message Answer() {
    const llm::v1::Response response = collector_.Take();
    return response.choices_size() > 0 ? response.choices(0).message() : llm::v1::Message();
  }

  std::unique_ptr<StreamMirror> mirror_ = ChatCodec().NewStreamMirror({.public_model = "fast"});
  AnswerCollector collector_;
  std::optional<llm::v1::Usage> usage_;
  std::optional<ErrorBody> error_;
  int finishes_ = 0;
  int ends_ = 0;
};

TEST_F(ChatMirrorTest, RestoresTheModelAndKeepsEveryOtherByte) {
  EXPECT_EQ(Read("{ \"x\":1.0,\"model\" : \"up\\u0061\", \"choices\":[{\"delta\":{\"content\":\"你\"}}],\"y\":{} }"),
            "data: { \"x\":1.0,\"model\" : \"fast\", \"choices\":[{\"delta\":{\"content\":\"你\"}}],\"y\":{} }\n\n");
}

TEST_F(ChatMirrorTest, AChunkThatSaysItIsNothingIsOne) {
  EXPECT_EQ(Read(R"({"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"x":1.0}]})"),
            "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"fast\",\"object\":\"chat.completion.chunk\","
            "\"prompt_filter_results\":[{\"x\":1.0}]}\n\n");
  EXPECT_EQ(Read(R"({"usage":{"prompt_tokens":1},"object":7,"choices":[{"delta":{}}],"model":"up"})"),
            "data: {\"usage\":null,\"object\":\"chat.completion.chunk\",\"choices\":[{\"delta\":{}}],"
            "\"model\":\"fast\"}\n\n");
}

TEST_F(ChatMirrorTest, WhatAChunkIsKeepsItsBytesWhenItIsOne) {
  const std::string chunk = R"({ "object" : "chat.completion\u002echunk", "choices":[{"delta":{}}]})";
  EXPECT_EQ(Read(chunk), "data: " + chunk + "\n\n");
}

TEST_F(ChatMirrorTest, DoesNotTouchAModelFurtherInside) {
  const std::string chunk = R"({"choices":[{"delta":{"content":"","model":"up"}}],"meta":{"model":"up"}})";
  EXPECT_EQ(Read(chunk), "data: " + chunk + "\n\n");
}

TEST_F(ChatMirrorTest, KeepsAnEventWholeWhenItsDataHasLines) {
  EXPECT_EQ(Read("{\n\"model\":\r\n\"up\",\r\"choices\":[]}"),
            "data: {\ndata: \"model\":\ndata: \"fast\",\ndata: \"choices\":[]}\n\n");
}

TEST_F(ChatMirrorTest, EndsWithDoneOnce) {
  EXPECT_EQ(Read(" [DONE] "), "data: [DONE]\n\n");
  EXPECT_EQ(Read("[DONE]"), "");
  EXPECT_EQ(ends_, 1);
}

TEST_F(ChatMirrorTest, AStreamWithoutItsTerminatorHasNotEnded) {
  Read(Chunk(R"({"content":"Hi"})", "\"stop\""));
  std::string out;
  mirror_->End(out, [this](const StreamEvent& event) { ends_ += event.kind == Kind::kEnd ? 1 : 0; });
  EXPECT_EQ(out, "");
  EXPECT_EQ(ends_, 0);
}

TEST_F(ChatMirrorTest, HidesAUsageChunkNobodyAskedForButTellsIt) {
  EXPECT_EQ(Read(R"({"model":"up","choices":[],"usage":)" + std::string(kUsage) + "}"), "");
  ASSERT_TRUE(usage_);
  EXPECT_EQ(usage_->input(), 9);
  EXPECT_EQ(usage_->output(), 3);
}

TEST_F(ChatMirrorTest, NullsAUsageThatStandsBesideChoices) {
  EXPECT_EQ(Read(R"({"usage":)" + std::string(kUsage) + R"(,"model":"up","choices":[{"delta":{}}]})"),
            "data: {\"usage\":null,\"model\":\"fast\",\"choices\":[{\"delta\":{}}]}\n\n");
  EXPECT_TRUE(usage_);
}

TEST_F(ChatMirrorTest, LeavesANullUsageAndAnEmptyChunkAlone) {
  const std::string chunk = R"({"choices":[],"usage":null,"prompt_filter_results":[]})";
  EXPECT_EQ(Read(chunk), "data: " + chunk + "\n\n");
  EXPECT_FALSE(usage_);
}

TEST_F(ChatMirrorTest, ShowsUsageThatWasAskedFor) {
  mirror_ = ChatCodec().NewStreamMirror({.public_model = "fast", .show_usage = true});
  const std::string chunk = R"({"choices":[],"usage":)" + std::string(kUsage) + "}";

  EXPECT_EQ(Read(chunk), "data: " + chunk + "\n\n");
  EXPECT_TRUE(usage_);
}

TEST_F(ChatMirrorTest, MergesUsageThatArrivesAfterTheFinish) {
  Read(Chunk(R"({"content":"Hi"})"));
  Read(Chunk("{}", "\"stop\"", ",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}"));
  EXPECT_EQ(Read(R"({"choices":[],"usage":)" + std::string(kUsage) + "}"), "");
  EXPECT_EQ(usage_->input(), 9);
  EXPECT_EQ(finishes_, 1);
}

TEST_F(ChatMirrorTest, AUsageThatCannotBeTrueReplacesNone) {
  Read(R"({"choices":[],"usage":)" + std::string(kUsage) + "}");
  Read(R"({"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0}})");
  EXPECT_EQ(usage_->input(), 9);
}

TEST_F(ChatMirrorTest, TellsTheFinishOfEveryChoice) {
  Read(R"({"choices":[{"index":0,"delta":{}},{"index":1,"delta":{}}]})");
  Read(R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})");
  EXPECT_EQ(finishes_, 1);
  Read(R"({"choices":[{"index":1,"delta":{},"finish_reason":"length"}]})");
  EXPECT_EQ(finishes_, 2);
}

TEST_F(ChatMirrorTest, TellsTheBlocksOfAnAnswer) {
  Read(Chunk(R"({"role":"assistant","content":""})"));
  Read(Chunk(R"({"reasoning_content":"hm"})"));
  Read(Chunk(R"({"reasoning_content":"m"})"));
  Read(Chunk(R"({"content":"你"})"));
  Read(R"({"choices":[{"index":1,"delta":{"content":"other"}},{"index":0,"delta":{"content":"好"}}]})");
  Read(Chunk(R"({"refusal":"no"})"));
  Read(Chunk(R"({"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":""}}]})"));
  Read(Chunk(R"({"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}]})"));
  Read(Chunk(R"({"tool_calls":[{"index":0,"function":{"arguments":":1}"}},)"
             R"({"index":1,"id":"b","function":{"name":"g","arguments":"{}"}}]})"));

  const llm::v1::Message answer = Answer();
  ASSERT_EQ(answer.content_size(), 5);
  EXPECT_EQ(answer.content(0).thinking().text(), "hmm");
  EXPECT_EQ(answer.content(1).text().text(), "你好");
  EXPECT_EQ(answer.content(2).refusal().text(), "no");
  EXPECT_EQ(answer.content(3).tool_call().id(), "b");
  EXPECT_EQ(answer.content(3).tool_call().arguments_json(), "{}");
  EXPECT_EQ(answer.content(4).tool_call().id(), "a");
  EXPECT_EQ(answer.content(4).tool_call().arguments_json(), "{\"x\":1}");
}

TEST_F(ChatMirrorTest, TellsCallsWithoutIndexApartByTheirId) {
  Read(Chunk(R"({"tool_calls":[{"id":"a","function":{"name":"f","arguments":"1"}}]})"));
  Read(Chunk(R"({"tool_calls":[{"function":{"arguments":"2"}}]})"));
  Read(Chunk(R"({"tool_calls":[{"id":"b","function":{"name":"g","arguments":"3"}}]})"));

  const llm::v1::Message answer = Answer();
  ASSERT_EQ(answer.content_size(), 2);
  EXPECT_EQ(answer.content(0).tool_call().arguments_json(), "12");
  EXPECT_EQ(answer.content(1).tool_call().arguments_json(), "3");
}

TEST_F(ChatMirrorTest, TellsALegacyFunctionCall) {
  Read(Chunk(R"({"role":"assistant","content":null,"function_call":{"name":"f","arguments":""}})"));
  Read(Chunk(R"({"function_call":{"arguments":"{\"x\""}})"));
  Read(Chunk(R"({"function_call":{"arguments":":1}"}})"));
  Read(Chunk("{}", "\"function_call\""));

  const llm::v1::Message answer = Answer();
  ASSERT_EQ(answer.content_size(), 1);
  EXPECT_EQ(answer.content(0).tool_call().name(), "f");
  EXPECT_NE(answer.content(0).tool_call().id(), "");
  EXPECT_EQ(answer.content(0).tool_call().arguments_json(), "{\"x\":1}");
}

TEST_F(ChatMirrorTest, BothNamesOfReasoningAreToldOnce) {
  Read(Chunk(R"({"reasoning":"a","reasoning_content":"a"})"));
  Read(Chunk(R"({"reasoning":"b"})"));
  EXPECT_EQ(Answer().content(0).thinking().text(), "ab");
}

TEST_F(ChatMirrorTest, TellsAProvidersErrorAndShowsNothingOfIt) {
  EXPECT_EQ(Read(R"({"error":{"message":"overloaded","type":"server_error","code":529,"x":1}})"), "");
  ASSERT_TRUE(error_);
  EXPECT_EQ(*error_, (ErrorBody{.message = "overloaded", .type = "server_error", .code = "529"}));
  EXPECT_EQ(Read("[DONE]"), "") << "after an error there is nothing";
  EXPECT_EQ(ends_, 0);
}

TEST_F(ChatMirrorTest, AnErrorInAChunkOfItsOwnKindIsAnError) {
  Read(R"({"id":"c","model":"up","choices":[],"error":"boom"})");
  ASSERT_TRUE(error_);
  EXPECT_EQ(error_->message, "boom");
}

TEST_F(ChatMirrorTest, ANullErrorIsNone) {
  EXPECT_NE(Read(R"({"error":null,"choices":[{"delta":{}}]})"), "");
}

TEST_F(ChatMirrorTest, KnowsGarbageAndShowsNothingOfIt) {
  EXPECT_EQ(Read("{\"choices\":[", true), "");
  EXPECT_EQ(Read("", true), "");
  EXPECT_EQ(Read("[]", true), "");
  EXPECT_EQ(Read("<html>", true), "");
}

TEST_F(ChatMirrorTest, SurvivesFieldsOfTheWrongType) {
  for (const auto* chunk :
       {R"({"choices":7})", R"({"choices":[7,null]})", R"({"choices":[{"index":-1,"delta":{}}]})",
        R"({"choices":[{"index":99999,"delta":[]}]})", R"({"choices":[{"delta":{"tool_calls":[7,{"function":7}]}}]})",
        R"({"choices":[{"delta":{"content":{},"refusal":7,"annotations":[7,{}],"function_call":[]}}]})",
        R"({"choices":[{"text":7,"finish_reason":7,"logprobs":[]}],"usage":7,"model":7,"created":"x","id":{}})"}) {
    Read(chunk);
  }
  EXPECT_FALSE(usage_);
}

TEST_F(ChatMirrorTest, BoundsTheToolCallsOfAStream) {
  std::string calls;
  for (std::size_t i = 0; i < ChoiceDecoder::kMaxToolCalls + 10; ++i) {
    calls += calls.empty() ? "" : ",";
    calls += R"({"index":)" + std::to_string(i) + R"(,"id":"c","function":{"name":"f","arguments":"{}"}})";
  }
  int blocks = 0;
  std::string out;
  ASSERT_TRUE(mirror_
                  ->Read({{}, Chunk("{\"tool_calls\":[" + calls + "]}")}, out,
                         [&](const StreamEvent& event) { blocks += event.kind == Kind::kBlockStart ? 1 : 0; })
                  .ok());
  EXPECT_EQ(blocks, static_cast<int>(ChoiceDecoder::kMaxToolCalls));
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
