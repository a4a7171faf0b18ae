#include "common/dialect/openai_chat/legacy_function.h"

#include <string>

#include <fmt/format.h>

namespace signalbox::dialect::openai_chat {

void NumberLegacyCalls(llm::v1::Conversation& conversation) {
  std::string open_id;
  int calls = 0;
  for (llm::v1::Message& message : *conversation.mutable_messages()) {
    for (llm::v1::ContentBlock& block : *message.mutable_content()) {
      if (!IsLegacy(block)) continue;
      if (block.has_tool_call()) {
        open_id = fmt::format("call_function_{}", calls++);
        block.mutable_tool_call()->set_id(open_id);
      } else {
        block.mutable_tool_result()->set_tool_call_id(open_id);
      }
    }
  }
}

}  // namespace signalbox::dialect::openai_chat
