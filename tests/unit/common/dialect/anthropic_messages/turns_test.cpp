#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/dialect/anthropic_messages/support.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::ContentBlock;
using llm::v1::Conversation;
using llm::v1::Message;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A conversation of OpenAI's chat, turn by turn.
class Chat {
 public:
  explicit Chat(llm::v1::Dialect dialect = llm::v1::OPENAI_CHAT) { conversation_.set_dialect(dialect); }

  Chat& Say(llm::v1::Role role, std::string_view text) {
    Message& message = Turn(role);
    if (!text.empty() || role == llm::v1::USER) message.add_content()->mutable_text()->set_text(std::string(text));
    return *this;
  }
  Chat& Call(std::string_view id, std::string_view arguments = "{}") {
    llm::v1::ToolCall& call =
        *conversation_.mutable_messages(conversation_.messages_size() - 1)->add_content()->mutable_tool_call();
    call.set_id(std::string(id));
    call.set_name("f");
    call.set_arguments_json(std::string(arguments));
    return *this;
  }
  Chat& Result(std::string_view id, std::string_view text) {
    llm::v1::ToolResult& result = *Turn(llm::v1::TOOL).add_content()->mutable_tool_result();
    result.set_tool_call_id(std::string(id));
    result.add_content()->mutable_text()->set_text(std::string(text));
    return *this;
  }
  Message& Turn(llm::v1::Role role) {
    Message& message = *conversation_.add_messages();
    message.set_role(role);
    return message;
  }
  Conversation& Get() { return conversation_; }

  nlohmann::json Messages() const { return Encode(conversation_).body["messages"]; }
  std::vector<std::string> Losses() const { return Encode(conversation_).losses; }

 private:
  Conversation conversation_;
};

constexpr auto kUser = llm::v1::USER;
constexpr auto kAssistant = llm::v1::ASSISTANT;

TEST(Turns, InstructionsStandApartWhereverTheyStood) {
  Chat chat;
  chat.Say(llm::v1::SYSTEM, "A").Say(kUser, "q").Say(llm::v1::DEVELOPER, "B");

  EXPECT_EQ(Encode(chat.Get()).body["system"], "A\n\nB");
  EXPECT_EQ(chat.Messages(), Parsed(R"([{"role":"user","content":"q"}])"));
}

TEST(Turns, InstructionsWithCacheMarkersAreBlocks) {
  Chat chat(llm::v1::BEDROCK_CONVERSE);
  chat.Say(llm::v1::SYSTEM, "A").Say(llm::v1::SYSTEM, "B").Say(kUser, "q");
  chat.Get().mutable_messages(0)->mutable_content(0)->mutable_cache()->set_ttl("1h");

  EXPECT_EQ(Encode(chat.Get()).body["system"],
            Parsed(R"([{"type":"text","text":"A","cache_control":{"type":"ephemeral","ttl":"1h"}},)"
                   R"({"type":"text","text":"B"}])"));
}

TEST(Turns, InstructionsAloneAreTheUsersTurn) {
  Chat chat;
  chat.Say(llm::v1::SYSTEM, "Say hello.");

  EXPECT_EQ(chat.Messages(), Parsed(R"([{"role":"user","content":"Say hello."}])"));
  EXPECT_FALSE(Encode(chat.Get()).body.contains("system"));
}

TEST(Turns, NothingAtAllIsRefused) {
  Chat chat;
  chat.Say(kUser, " \n");
  Losses losses;

  EXPECT_EQ(RefusalOf(TheCodec().EncodeRequest(chat.Get(), {.model = "m"}, losses)),
            "messages|messages: there is nothing to answer");
}

TEST(Turns, OfOneSpeakerAreOne) {
  Chat chat;
  chat.Say(kUser, "a").Say(kUser, "b").Say(kAssistant, "c").Say(kAssistant, "d").Say(kUser, "e");

  EXPECT_EQ(chat.Messages(), Parsed(R"([
    {"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
    {"role":"assistant","content":[{"type":"text","text":"c"},{"type":"text","text":"d"}]},
    {"role":"user","content":"e"}])"));
}

TEST(Turns, BeginWithTheUser) {
  Chat chat;
  chat.Say(kAssistant, "Welcome!").Say(kUser, "hi");

  EXPECT_EQ(chat.Messages()[0]["role"], "user");
  EXPECT_EQ(chat.Messages()[1], Parsed(R"({"role":"assistant","content":"Welcome!"})"));
}

TEST(Turns, BlankTextIsDroppedAndSoIsATurnOfNothingElse) {
  Chat chat;
  chat.Say(kUser, "a").Say(kAssistant, " ").Say(kUser, "\n").Say(kUser, "b");

  EXPECT_EQ(chat.Messages().size(), 1u);
  EXPECT_THAT(chat.Losses(), IsEmpty());
}

TEST(Turns, AnAnswerToContinueEndsWithoutWhiteSpace) {
  Chat chat;
  chat.Say(kUser, "a").Say(kAssistant, "The answer is \n");

  EXPECT_EQ(chat.Messages()[1]["content"], "The answer is");
}

TEST(Turns, ParallelResultsAreOneTurnBehindTheirCalls) {
  Chat chat;
  chat.Say(kUser, "q")
      .Say(kAssistant, "")
      .Call("c1")
      .Call("c2")
      .Result("c2", "r2")
      .Say(kUser, "and?")
      .Result("c1", "r1");

  const auto messages = chat.Messages();

  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[2]["content"], Parsed(R"([
    {"type":"tool_result","tool_use_id":"c2","content":"r2"},
    {"type":"tool_result","tool_use_id":"c1","content":"r1"},
    {"type":"text","text":"and?"}])"));
}

TEST(Turns, AResultBehindOtherAnswersComesToItsCall) {
  Chat chat;
  chat.Say(kUser, "q").Say(kAssistant, "").Call("c1").Say(kUser, "x").Say(kAssistant, "y").Result("c1", "r1");
  chat.Say(kAssistant, "z");

  const auto messages = chat.Messages();

  ASSERT_EQ(messages.size(), 4u);
  EXPECT_EQ(messages[2]["content"][0]["content"], "r1");
  EXPECT_EQ(messages[3]["content"], Parsed(R"([{"type":"text","text":"y"},{"type":"text","text":"z"}])"));
}

TEST(Turns, ACallAtTheEndIsAnsweredToo) {
  Chat chat;
  chat.Say(kUser, "q").Say(kAssistant, "").Call("c1");

  EXPECT_EQ(chat.Messages()[2]["content"],
            Parsed(R"([{"type":"tool_result","tool_use_id":"c1",)"
                   R"("content":"[Tool call interrupted - no result available]","is_error":true}])"));
}

TEST(Turns, AResultWithoutACallBecomesText) {
  Chat chat;
  chat.Say(kUser, "q").Result("nobody", "r");

  EXPECT_EQ(chat.Messages(), Parsed(R"([{"role":"user","content":[{"type":"text","text":"q"},)"
                                    R"({"type":"text","text":"[Tool result]"},{"type":"text","text":"r"}]}])"));
}

TEST(Turns, ASecondResultOfACallBecomesText) {
  Chat chat;
  chat.Say(kUser, "q").Say(kAssistant, "").Call("c").Result("c", "r1").Result("c", "r2");

  EXPECT_EQ(chat.Messages()[2]["content"].size(), 3u);
  EXPECT_EQ(chat.Messages()[2]["content"][0]["content"], "r1");
  EXPECT_EQ(chat.Messages()[2]["content"][2]["text"], "r2");
}

TEST(Turns, CallsThatShareAnIdGetTheirOwn) {
  Chat chat;
  chat.Say(kUser, "q").Say(kAssistant, "").Call("0").Result("0", "r1").Say(kAssistant, "").Call("0").Result("0", "r2");

  const auto messages = chat.Messages();

  ASSERT_EQ(messages.size(), 5u);
  EXPECT_EQ(messages[2]["content"][0]["tool_use_id"], messages[1]["content"][0]["id"]);
  EXPECT_EQ(messages[4]["content"][0]["tool_use_id"], messages[3]["content"][0]["id"]);
  EXPECT_NE(messages[1]["content"][0]["id"], messages[3]["content"][0]["id"]);
  EXPECT_EQ(messages[4]["content"][0]["content"], "r2");
}

TEST(Turns, CallsWithoutAnIdGetOneAndKeepTheirResults) {
  Chat chat(llm::v1::GEMINI);
  chat.Say(kUser, "q").Say(kAssistant, "").Call("").Call("").Result("", "r1").Result("", "r2");

  const auto messages = chat.Messages();

  EXPECT_NE(messages[1]["content"][0]["id"], messages[1]["content"][1]["id"]);
  EXPECT_EQ(messages[2]["content"][0]["tool_use_id"], messages[1]["content"][0]["id"]);
  EXPECT_EQ(messages[2]["content"][1]["tool_use_id"], messages[1]["content"][1]["id"]);
}

TEST(Turns, ResultsWithoutAnIdGoToTheCallOfTheirTool) {
  Chat chat(llm::v1::GEMINI);
  chat.Say(kUser, "q").Say(kAssistant, "").Call("").Call("").Result("", "r1").Result("", "r2");
  chat.Get().mutable_messages(1)->mutable_content(1)->mutable_tool_call()->set_name("g");
  chat.Get().mutable_messages(2)->mutable_content(0)->mutable_tool_result()->set_name("g");

  const auto messages = chat.Messages();

  EXPECT_EQ(messages[2]["content"][0]["tool_use_id"], messages[1]["content"][1]["id"]);
  EXPECT_EQ(messages[2]["content"][1]["tool_use_id"], messages[1]["content"][0]["id"]);
}

TEST(Turns, StrayResultsByTheThousandAreAllToldApart) {
  Chat chat(llm::v1::GEMINI);
  llm::v1::Message& calls = chat.Say(kUser, "q").Turn(kAssistant);
  for (int i = 0; i < 20'000; ++i) calls.add_content()->mutable_tool_call()->set_name("f");
  llm::v1::Message& results = chat.Turn(llm::v1::TOOL);
  for (int i = 0; i < 20'000; ++i) results.add_content()->mutable_tool_result()->set_name("other");
  for (int i = 0; i < 20'000; ++i) results.add_content()->mutable_audio()->set_format("wav");
  Losses losses;

  EXPECT_TRUE(TheCodec().EncodeRequest(chat.Get(), {.model = "m"}, losses).ok());
  EXPECT_EQ(losses.paths().size(), Losses::kMax + 1);
}

TEST(Turns, IdsHaveOnlyTheLettersTheApiTakes) {
  Chat chat;
  chat.Say(kUser, "q").Say(kAssistant, "").Call("f:0").Call("f.0").Result("f.0", "r.").Result("f:0", "r:");

  const auto messages = chat.Messages();

  const auto& calls = messages[1]["content"];
  EXPECT_THAT(calls[0]["id"].get<std::string>(), ::testing::MatchesRegex("[a-zA-Z0-9_-]+"));
  EXPECT_NE(calls[0]["id"], calls[1]["id"]);
  EXPECT_EQ(messages[2]["content"][0]["tool_use_id"], calls[1]["id"]);
  EXPECT_EQ(messages[2]["content"][1]["tool_use_id"], calls[0]["id"]);
}

TEST(Turns, AnIdMadeForACallIsNoOtherCalls) {
  Chat chat;
  chat.Say(kUser, "q").Say(kAssistant, "").Call("f").Call("f").Call("f_1");

  const auto calls = chat.Messages()[1]["content"];

  EXPECT_NE(calls[0]["id"], calls[1]["id"]);
  EXPECT_NE(calls[1]["id"], calls[2]["id"]);
}

TEST(Turns, ArgumentsThatAreNoObjectAreEmptyAndALoss) {
  Chat chat;
  chat.Say(kUser, "q").Say(kAssistant, "").Call("a", "{\"x\":").Call("b", "").Call("c", "[1]");
  chat.Result("a", "1").Result("b", "2").Result("c", "3");

  EXPECT_EQ(chat.Messages()[1]["content"][0]["input"], nlohmann::json::object());
  EXPECT_THAT(chat.Losses(), ElementsAre("messages[1].tool_calls[0].function.arguments",
                                         "messages[1].tool_calls[2].function.arguments"));
}

TEST(Turns, ThoughtsOfOthersAreNotSent) {
  Chat chat;
  chat.Say(kUser, "q").Say(kAssistant, "a").Say(kUser, "r");
  llm::v1::Thinking& thinking = *chat.Get().mutable_messages(1)->add_content()->mutable_thinking();
  thinking.set_text("hmm");
  thinking.set_signature("somebody's");

  EXPECT_EQ(chat.Messages()[1]["content"], "a");
  EXPECT_THAT(chat.Losses(), ElementsAre("messages[1].reasoning_content"));
}

TEST(Turns, ClaudesThoughtsFromBedrockAreSent) {
  Chat chat(llm::v1::BEDROCK_CONVERSE);
  chat.Say(kUser, "q").Turn(kAssistant).add_content()->mutable_thinking()->set_text("hmm");
  chat.Get().mutable_messages(1)->mutable_content(0)->mutable_thinking()->set_signature("sig");
  chat.Say(kUser, "r");

  EXPECT_EQ(chat.Messages()[1]["content"], Parsed(R"([{"type":"thinking","thinking":"hmm","signature":"sig"}])"));
}

TEST(Turns, MediaTheApiCannotTakeAreLosses) {
  Chat chat;
  Message& message = chat.Turn(kUser);
  message.add_content()->mutable_text()->set_text("q");
  message.add_content()->mutable_audio()->set_content("wav");
  message.add_content()->mutable_image()->set_file_id("file-1");
  message.add_content()->mutable_image()->set_url("gs://bucket/a.png");
  message.add_content()->mutable_file()->set_file_id("file-2");
  message.add_content()->mutable_file()->set_data_url("data:video/mp4;base64,AAAA");
  ContentBlock& detailed = *message.add_content();
  detailed.mutable_image()->set_url("https://example.com/a.png");
  detailed.mutable_image()->set_detail("high");

  EXPECT_EQ(
      chat.Messages()[0]["content"],
      Parsed(
          R"([{"type":"text","text":"q"},{"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}])"));
  EXPECT_THAT(chat.Losses(),
              ElementsAre("messages[0].content[1]", "messages[0].content[2]", "messages[0].content[3]",
                          "messages[0].content[4]", "messages[0].content[5]", "messages[0].content[6].detail"));
}

TEST(Turns, FilesBecomeDocumentsOrPictures) {
  Chat chat(llm::v1::OPENAI_RESPONSES);
  Message& message = chat.Turn(kUser);
  const auto file = [&message]() -> llm::v1::File& { return *message.add_content()->mutable_file(); };
  llm::v1::File& pdf = file();
  pdf.set_data_url("data:application/pdf;base64,JVBE");
  pdf.set_filename("a.pdf");
  file().set_data_url("data:text/csv;charset=utf-8;base64,YSxi");
  file().set_data_url("data:image/png;base64,iVBO");
  file().set_url("https://example.com/a.pdf");
  file().set_text("plain");

  EXPECT_EQ(chat.Messages()[0]["content"], Parsed(R"([
    {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"},"title":"a.pdf"},
    {"type":"document","source":{"type":"text","media_type":"text/plain","data":"a,b"}},
    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBO"}},
    {"type":"document","source":{"type":"url","url":"https://example.com/a.pdf"}},
    {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain"}}])"));
  EXPECT_THAT(chat.Losses(), IsEmpty());
}

TEST(Turns, ARefusalIsToldInWords) {
  Chat chat;
  chat.Say(kUser, "q").Turn(kAssistant).add_content()->mutable_refusal()->set_text("I cannot.");
  chat.Say(kUser, "why?");

  EXPECT_EQ(chat.Messages()[1]["content"], "I cannot.");
}

TEST(Turns, NamesAndFieldsOnlyTheOtherDialectKnowsAreLosses) {
  Chat chat;
  chat.Say(kUser, "q");
  Conversation& conversation = chat.Get();
  conversation.set_extra_json(R"({"logit_bias":{"1":2},"store":true})");
  conversation.mutable_messages(0)->set_name("bob");
  conversation.mutable_messages(0)->set_extra_json(R"({"mood":"good"})");
  conversation.mutable_messages(0)->mutable_content(0)->set_extra_json(R"({"x":1})");

  EXPECT_THAT(chat.Losses(),
              ElementsAre("messages[0].content[0].x", "logit_bias", "store", "messages[0].name", "messages[0].mood"));
}

TEST(Turns, OfThisDialectStayAsTheyAre) {
  const std::string body = R"({"model":"m","max_tokens":5,"messages":[
    {"role":"assistant","content":[{"type":"tool_use","id":"tu1","name":"f","input":{}}]},
    {"role":"user","content":"go"},{"role":"user","content":""}]})";
  EXPECT_EQ(Encode(Decoded(body)).body["messages"], Parsed(body)["messages"]);
}

}  // namespace
}  // namespace signalbox::dialect::anthropic_messages
