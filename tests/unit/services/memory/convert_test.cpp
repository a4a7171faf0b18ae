#include "services/memory/rpc/convert.h"

#include <gtest/gtest.h>

namespace signalbox::memory {
namespace {

TEST(ForgetSpelling, TakesItOutOfTurnsBlocksAndResultsAndLeavesTheRest) {
  Messages messages;
  llm::v1::Message& message = *messages.Add();
  message.set_form_json("{}");
  message.set_extra_json(R"({"a":1})");
  llm::v1::ContentBlock& block = *message.add_content();
  block.set_form_json("{}");
  llm::v1::ContentBlock& nested = *block.mutable_tool_result()->add_content();
  nested.set_form_json("{}");
  nested.mutable_text()->set_text("hi");

  ForgetSpelling(messages);

  EXPECT_EQ(messages[0].DebugString().find("form_json"), std::string::npos) << messages[0].DebugString();
  EXPECT_EQ(messages[0].extra_json(), R"({"a":1})");
  EXPECT_EQ(messages[0].content(0).tool_result().content(0).text().text(), "hi");
}

}  // namespace
}  // namespace signalbox::memory
