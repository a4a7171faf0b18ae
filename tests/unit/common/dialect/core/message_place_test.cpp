#include "common/dialect/message_place.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

namespace signalbox::dialect {
namespace {

llm::v1::Conversation Asked(llm::v1::Dialect dialect, const std::string& messages) {
  llm::v1::Conversation conversation;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(messages, &conversation));
  conversation.set_dialect(dialect);
  return conversation;
}

constexpr char kSystemThenUser[] = R"pb(
  messages {
    role: SYSTEM
    content { text { text: "s" } }
    content { text { text: "t" } }
  }
  messages {
    role: USER
    content { text { text: "u" } }
  }
)pb";

TEST(MessagePlace, InstructionsBesideTheListDoNotCountInIt) {
  const auto anthropic = Asked(llm::v1::ANTHROPIC_MESSAGES, kSystemThenUser);
  EXPECT_EQ(PlacesOf(anthropic)[0].Path(), "system");
  EXPECT_EQ(PlacesOf(anthropic)[0].Block(1).Path(), "system[1]");
  EXPECT_EQ(PlacesOf(anthropic)[1].Block(0).Path(".cache_control"), "messages[0].content[0].cache_control");

  const auto gemini = Asked(llm::v1::GEMINI, kSystemThenUser);
  EXPECT_EQ(PlacesOf(gemini)[0].Block(1).Path(), "systemInstruction.parts[1]");
  EXPECT_EQ(PlacesOf(gemini)[1].Block(0).Path(), "contents[0].parts[0]");
}

TEST(MessagePlace, InstructionsThatAreMessagesCount) {
  const auto chat = Asked(llm::v1::OPENAI_CHAT, kSystemThenUser);
  EXPECT_EQ(PlacesOf(chat)[0].Path(), "messages[0]");
  EXPECT_EQ(PlacesOf(chat)[1].Path(".name"), "messages[1].name");
}

TEST(MessagePlace, OnlyTheInstructionsOfResponsesStandBesideItsInput) {
  auto responses = Asked(llm::v1::OPENAI_RESPONSES, kSystemThenUser);
  EXPECT_EQ(PlacesOf(responses)[1].Path(), "input[1]");
  responses.mutable_messages(0)->set_form_json(std::string(kInstructionsForm));
  EXPECT_EQ(PlacesOf(responses)[0].Path(), "instructions");
  EXPECT_EQ(PlacesOf(responses)[1].Path(), "input[0]");
}

TEST(MessagePlace, InstructionsInTheMiddleStandInTheList) {
  const auto anthropic = Asked(llm::v1::ANTHROPIC_MESSAGES, R"pb(
    messages {
      role: SYSTEM
      content { text { text: "s" } }
    }
    messages {
      role: SYSTEM
      content { text { text: "s" } }
    }
    messages {
      role: USER
      content { text { text: "u" } }
    }
    messages {
      role: SYSTEM
      content { text { text: "later" } }
    }
  )pb");
  EXPECT_EQ(PlacesOf(anthropic)[1].Path(), "messages[0]");
  EXPECT_EQ(PlacesOf(anthropic)[3].Path(), "messages[2]");
}

TEST(MessagePlace, WhatStandsBesideAChatsContentIsCalledSo) {
  const auto chat = Asked(llm::v1::OPENAI_CHAT, R"pb(
    messages {
      role: ASSISTANT
      content { thinking { text: "hm" } }
      content { text { text: "a" } }
      content { tool_call { id: "1" } }
      content { refusal { text: "no" } }
      content { text { text: "b" } }
      content { tool_call { id: "2" } }
    }
    messages {
      role: TOOL
      content {
        tool_result {
          tool_call_id: "1"
          content { image {} }
        }
      }
    }
  )pb");
  const auto places = PlacesOf(chat);
  EXPECT_EQ(places[0].Block(0).Path(), "messages[0].reasoning_content");
  EXPECT_EQ(places[0].Block(3).Path(), "messages[0].refusal");
  EXPECT_EQ(places[0].Block(4).Path(), "messages[0].content[1]");
  EXPECT_EQ(places[0].Block(5).Path(), "messages[0].tool_calls[1]");
  EXPECT_EQ(places[1].Block(0).Nested(0, ".detail"), "messages[1].content[0].detail");
}

TEST(MessagePlace, ABlockOfAResultStandsWithinTheResult) {
  const auto anthropic = Asked(llm::v1::ANTHROPIC_MESSAGES, R"pb(
    messages {
      role: USER
      content { text {} }
      content {
        tool_result {
          content { text {} }
          content { image {} }
        }
      }
    }
  )pb");
  EXPECT_EQ(PlacesOf(anthropic)[0].Block(1).Nested(1), "messages[0].content[1].content[1]");
}

}  // namespace
}  // namespace signalbox::dialect
