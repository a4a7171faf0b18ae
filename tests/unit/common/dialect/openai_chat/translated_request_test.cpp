// Conversations of other dialects, sent as chat completions.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/openai_chat/chat_codec.h"

namespace signalbox::dialect::openai_chat {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;

class TranslatedRequest : public ::testing::Test {
 protected:
  TranslatedRequest() {
    from_.set_dialect(llm::v1::ANTHROPIC_MESSAGES);
    from_.set_model("fast");
  }

  llm::v1::Message& Say(llm::v1::Role role, std::string_view text = {}) {
    llm::v1::Message& message = *from_.add_messages();
    message.set_role(role);
    if (!text.empty()) AddText(message, text);
    return message;
  }

  static llm::v1::ContentBlock& AddText(llm::v1::Message& message, std::string_view text) {
    llm::v1::ContentBlock& block = *message.add_content();
    block.mutable_text()->set_text(std::string(text));
    return block;
  }

  static void AddCall(llm::v1::Message& message, const std::string& id) {
    llm::v1::ToolCall& call = *message.add_content()->mutable_tool_call();
    call.set_id(id);
    call.set_name("f");
    call.set_arguments_json(R"({"a":1})");
  }

  static llm::v1::ToolResult& AddResult(llm::v1::Message& message, const std::string& id, const std::string& text) {
    llm::v1::ToolResult& result = *message.add_content()->mutable_tool_result();
    result.set_tool_call_id(id);
    if (!text.empty()) result.add_content()->mutable_text()->set_text(text);
    return result;
  }

  void AddTool(const std::string& name = "f") { from_.add_tools()->set_name(name); }

  json Encoded(bool stream = false) {
    const auto body = ChatCodec().EncodeRequest(from_, {.model = "up", .stream = stream}, losses_);
    EXPECT_TRUE(body.ok()) << body.status();
    return body.ok() ? json::parse(*body) : json();
  }

  std::vector<std::string> Lost() const { return losses_.paths(); }

  llm::v1::Conversation from_;
  Losses losses_;
};

TEST_F(TranslatedRequest, G10InstructionsAreJoinedByABlankLine) {
  AddText(Say(llm::v1::SYSTEM, "A"), "B");
  Say(llm::v1::USER, "Hi");

  EXPECT_EQ(Encoded(), json::parse(R"({"model":"up","messages":[{"role":"system","content":"A\n\nB"},
                                                              {"role":"user","content":"Hi"}]})"));
  EXPECT_THAT(Lost(), ElementsAre());
}

TEST_F(TranslatedRequest, G10AToolsResultStandsDirectlyBehindItsCall) {
  Say(llm::v1::USER, "Go");
  llm::v1::Message& assistant = Say(llm::v1::ASSISTANT);
  assistant.add_content()->mutable_thinking()->set_text("hmm");
  AddText(assistant, "Let me look.");
  AddCall(assistant, "tu1");
  llm::v1::Message& user = Say(llm::v1::USER);
  llm::v1::ToolResult& result = AddResult(user, "tu1", "ok");
  result.set_is_error(true);
  llm::v1::Image& image = *result.add_content()->mutable_image();
  image.set_content("\x89PNG");
  image.set_media_type("image/png");
  AddText(user, "<system-reminder>");

  EXPECT_EQ(Encoded()["messages"], json::parse(R"([
    {"role":"user","content":"Go"},
    {"role":"assistant","content":"Let me look.","tool_calls":
      [{"id":"tu1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},
    {"role":"tool","tool_call_id":"tu1","content":"[Error] ok"},
    {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}},
                              {"type":"text","text":"<system-reminder>"}]}])"));
  EXPECT_THAT(Lost(), ElementsAre("messages[1].content[0]", "messages[2].content[0].is_error"))
      << "there is no place for a thought, and only words for a failure";
}

TEST_F(TranslatedRequest, G10NothingOfTheOtherDialectIsLeft) {
  Say(llm::v1::USER, "x").mutable_content(0)->mutable_cache()->set_ttl("5m");
  from_.mutable_sampling()->set_top_k(5);
  from_.set_user("u1");
  from_.set_extra_json(R"({"container":"c","x":null})");

  const json body = Encoded();
  for (const char* name : {"thinking", "metadata", "cache_control", "top_k", "container"}) {
    EXPECT_FALSE(body.contains(name)) << name;
  }
  EXPECT_EQ(body["user"], "u1");
  EXPECT_THAT(Lost(), ElementsAre("messages[0].content[0].cache_control", "top_k", "container", "x"));
}

TEST_F(TranslatedRequest, G11ACallNobodyAnsweredGetsAnAnswer) {
  llm::v1::Message& assistant = Say(llm::v1::ASSISTANT);
  AddCall(assistant, "a");
  AddCall(assistant, "b");
  AddText(Say(llm::v1::USER), "go");
  AddResult(Say(llm::v1::USER), "b", "late");

  const json messages = Encoded()["messages"];
  ASSERT_EQ(messages.size(), 4u);
  EXPECT_EQ(messages[0]["content"], nullptr);
  EXPECT_EQ(messages[1], (json{{"role", "tool"}, {"tool_call_id", "b"}, {"content", "late"}}));
  EXPECT_EQ(
      messages[2],
      (json{{"role", "tool"}, {"tool_call_id", "a"}, {"content", "[Tool call interrupted - no result available]"}}));
  EXPECT_EQ(messages[3], (json{{"role", "user"}, {"content", "go"}}));
}

TEST_F(TranslatedRequest, G11ACallAtTheVeryEndGetsAnAnswerToo) {
  AddCall(Say(llm::v1::ASSISTANT), "a");
  EXPECT_EQ(Encoded()["messages"].size(), 2u);
}

TEST_F(TranslatedRequest, ResultsKeepTheOrderTheyWereToldIn) {
  llm::v1::Message& assistant = Say(llm::v1::ASSISTANT);
  AddCall(assistant, "a");
  AddCall(assistant, "b");
  llm::v1::Message& user = Say(llm::v1::USER);
  AddResult(user, "b", "2");
  AddResult(user, "a", "");

  const json messages = Encoded()["messages"];
  EXPECT_EQ(messages[1]["tool_call_id"], "b");
  EXPECT_EQ(messages[2], (json{{"role", "tool"}, {"tool_call_id", "a"}, {"content", ""}}));
}

TEST_F(TranslatedRequest, AnIdMayBeUsedAgainInALaterTurn) {
  for (const char* text : {"first", "second"}) {
    AddCall(Say(llm::v1::ASSISTANT), "same");
    AddResult(Say(llm::v1::TOOL), "same", text);
  }
  const json messages = Encoded()["messages"];
  ASSERT_EQ(messages.size(), 4u);
  EXPECT_EQ(messages[1]["content"], "first");
  EXPECT_EQ(messages[3]["content"], "second");
}

TEST_F(TranslatedRequest, CallsThatWereItemsOfTheirOwnAreOneTurn) {
  from_.set_dialect(llm::v1::OPENAI_RESPONSES);
  Say(llm::v1::ASSISTANT, "Look:");
  AddCall(Say(llm::v1::ASSISTANT), "a");
  AddCall(Say(llm::v1::ASSISTANT), "b");
  AddResult(Say(llm::v1::TOOL), "a", "1");
  AddResult(Say(llm::v1::TOOL), "b", "2");

  const json messages = Encoded()["messages"];
  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[0]["tool_calls"].size(), 2u);
}

TEST_F(TranslatedRequest, DocumentsBecomeFilesOrText) {
  llm::v1::Message& user = Say(llm::v1::USER);
  user.add_content()->mutable_file()->set_data_url("data:application/pdf;base64,JVBERi0=");
  user.add_content()->mutable_file()->set_text("plain");
  user.add_content()->mutable_file()->set_url("https://example.org/a.pdf");

  EXPECT_EQ(Encoded()["messages"][0]["content"], json::parse(R"([
    {"type":"file","file":{"file_data":"data:application/pdf;base64,JVBERi0=","filename":"document.pdf"}},
    {"type":"text","text":"plain"}])"));
  EXPECT_THAT(Lost(), ElementsAre("messages[0].content[2]"));
}

TEST_F(TranslatedRequest, AThoughtAloneIsNoTurn) {
  Say(llm::v1::USER, "x");
  Say(llm::v1::ASSISTANT).add_content()->mutable_thinking()->set_redacted("secret");
  EXPECT_EQ(Encoded()["messages"].size(), 1u);
}

TEST_F(TranslatedRequest, RulesAboutToolsGoWithTools) {
  Say(llm::v1::USER, "x");
  AddTool();
  from_.mutable_tool_choice()->set_mode(llm::v1::ToolChoice::REQUIRED);
  from_.set_parallel_tool_calls(false);

  const json body = Encoded();
  EXPECT_EQ(body["tools"], json::parse(R"([{"type":"function","function":{"name":"f"}}])"));
  EXPECT_EQ(body["tool_choice"], "required");
  EXPECT_EQ(body["parallel_tool_calls"], false);
  EXPECT_THAT(Lost(), ElementsAre());
}

TEST_F(TranslatedRequest, ToolsOfTheOtherProvidersOwnAreLost) {
  Say(llm::v1::USER, "x");
  from_.add_tools()->set_extra_json(R"({"type":"web_search_20250305","name":"web_search"})");
  from_.mutable_tool_choice()->set_mode(llm::v1::ToolChoice::NAMED);
  from_.mutable_tool_choice()->set_name("web_search");

  const json body = Encoded();
  EXPECT_FALSE(body.contains("tools"));
  EXPECT_FALSE(body.contains("tool_choice"));
  EXPECT_THAT(Lost(), ElementsAre("tools[0]", "tool_choice"));
}

TEST_F(TranslatedRequest, OnlyFourStopsCanBeSaid) {
  Say(llm::v1::USER, "x");
  for (const char* stop : {"a", "b", "c", "d", "e"}) from_.add_stop(stop);

  EXPECT_EQ(Encoded()["stop"], (json{"a", "b", "c", "d"}));
  EXPECT_THAT(Lost(), ElementsAre("stop_sequences"));
}

TEST_F(TranslatedRequest, ABudgetOfThoughtBecomesAnEffort) {
  Say(llm::v1::USER, "x");
  const auto effort = [&](std::int64_t budget) {
    from_.mutable_reasoning()->set_budget_tokens(budget);
    losses_ = Losses();
    return Encoded().value("reasoning_effort", "");
  };
  EXPECT_EQ(effort(-1), "");
  EXPECT_TRUE(losses_.empty());
  EXPECT_EQ(effort(1024), "low");
  EXPECT_TRUE(losses_.empty());
  EXPECT_EQ(effort(5000), "medium");
  EXPECT_THAT(Lost(), ElementsAre("thinking.budget_tokens"));
  EXPECT_EQ(effort(100'000), "high");
  EXPECT_EQ(effort(0), "");
  EXPECT_THAT(Lost(), ElementsAre("thinking.budget_tokens"));
}

TEST_F(TranslatedRequest, AStreamTellsItsUsage) {
  Say(llm::v1::USER, "x");
  const json body = Encoded(true);
  EXPECT_EQ(body["stream"], true);
  EXPECT_EQ(body["stream_options"], (json{{"include_usage", true}}));
}

TEST_F(TranslatedRequest, ASchemaStandsInItsWrapper) {
  Say(llm::v1::USER, "x");
  from_.mutable_response_format()->set_kind(llm::v1::ResponseFormat::JSON_SCHEMA);
  from_.mutable_response_format()->set_json_schema_json(R"({"type":"object","x":1.50})");
  EXPECT_EQ(
      Encoded()["response_format"],
      json::parse(R"({"type":"json_schema","json_schema":{"name":"response","schema":{"type":"object","x":1.5}}})"));

  from_.mutable_response_format()->set_json_schema_json(
      R"({"type":"json_schema","name":"n","schema":{},"strict":true})");
  EXPECT_EQ(Encoded()["response_format"]["json_schema"], json::parse(R"({"name":"n","schema":{},"strict":true})"));
}

TEST_F(TranslatedRequest, LossesAreToldInTheCallersWords) {
  from_.set_dialect(llm::v1::GEMINI);
  Say(llm::v1::SYSTEM, "s");
  llm::v1::Message& user = Say(llm::v1::USER);
  user.add_content()->set_extra_json(R"({"executableCode":{}})");
  from_.mutable_sampling()->set_top_k(1);
  Encoded();
  EXPECT_THAT(Lost(), ElementsAre("contents[0].parts[0]", "generationConfig.topK"));
}

TEST_F(TranslatedRequest, ARememberedTurnOfAnotherDialectIsTranslatedInItsPlace) {
  from_.set_dialect(llm::v1::OPENAI_CHAT);
  llm::v1::Message& assistant = Say(llm::v1::ASSISTANT);
  assistant.set_dialect(llm::v1::ANTHROPIC_MESSAGES);
  AddCall(assistant, "a");
  llm::v1::Message& user = Say(llm::v1::USER);
  user.set_dialect(llm::v1::ANTHROPIC_MESSAGES);
  AddResult(user, "a", "1");
  AddText(user, "and?");
  Say(llm::v1::USER, "own");

  const json messages = Encoded()["messages"];
  ASSERT_EQ(messages.size(), 4u);
  EXPECT_EQ(messages[1]["role"], "tool");
  EXPECT_EQ(messages[2]["content"], "and?");
  EXPECT_EQ(messages[3]["content"], "own");
}

TEST_F(TranslatedRequest, TenThousandUnansweredCallsTakeNoLongTime) {
  for (int i = 0; i < 10'000; ++i) AddCall(Say(llm::v1::ASSISTANT), "same");
  EXPECT_EQ(Encoded()["messages"].size(), 10'001u);
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
