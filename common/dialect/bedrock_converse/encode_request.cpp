#include "common/dialect/bedrock_converse/encode_request.h"

#include "common/dialect/bedrock_converse/block_writer.h"
#include "common/dialect/bedrock_converse/caller_names.h"
#include "common/dialect/bedrock_converse/model_family.h"
#include "common/dialect/bedrock_converse/settings_writer.h"
#include "common/dialect/bedrock_converse/tool_writer.h"
#include "common/dialect/field_error.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect::bedrock_converse {
namespace {

using llm::v1::Conversation;
using llm::v1::Message;

bool IsInstruction(const Message& message) {
  return message.role() == llm::v1::SYSTEM || message.role() == llm::v1::DEVELOPER;
}

std::string_view SideOf(const Message& message) {
  return message.role() == llm::v1::ASSISTANT ? "assistant" : "user";
}

void WriteSystem(const Conversation& conversation, json::Writer& writer, BlockWriter& blocks, Losses& losses) {
  bool open = false;
  bool turns = false;
  for (int i = 0; i < conversation.messages_size(); ++i) {
    const Message& message = conversation.messages(i);
    if (!IsInstruction(message)) {
      turns = true;
      continue;
    }
    if (turns) losses.Add(MessagePath(conversation.dialect(), i));
    if (!blocks.Writes(message)) continue;
    if (!open) writer.Key("system").BeginArray();
    open = true;
    blocks.WriteInstructions(message, i);
  }
  if (open) writer.EndArray();
}

absl::Status WriteTurns(const Conversation& conversation, json::Writer& writer, BlockWriter& blocks, Losses& losses) {
  std::string_view side;  // Of the turn that is open.
  writer.Key("messages").BeginArray();
  for (int i = 0; i < conversation.messages_size(); ++i) {
    const Message& message = conversation.messages(i);
    if (IsInstruction(message)) continue;
    if (message.content().empty() && !message.extra_json().empty()) losses.Add(MessagePath(conversation.dialect(), i));
    if (!blocks.Writes(message)) {
      blocks.LoseTurn(message, i);
      continue;
    }
    if (SideOf(message) != side) {
      if (!side.empty()) writer.EndArray().EndObject();
      side = SideOf(message);
      writer.BeginObject().Key("role").String(side).Key("content").BeginArray();
    }
    RETURN_IF_ERROR(blocks.WriteTurn(message, i));
  }
  if (side.empty()) return BadField("messages", "no turn has any content");
  writer.EndArray().EndObject().EndArray();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> EncodeRequest(const Conversation& conversation, const EncodeOptions& options,
                                          Losses& losses) {
  const Family family = FamilyOf(options.model);
  json::Writer writer;
  writer.Expect(options.expected_bytes);
  BlockWriter blocks(writer, conversation.dialect(), family, losses);
  writer.BeginObject();
  WriteSystem(conversation, writer, blocks, losses);
  RETURN_IF_ERROR(WriteTurns(conversation, writer, blocks, losses));
  WriteSettings(conversation, family, writer, losses);
  WriteToolConfig(conversation, writer, blocks, losses);
  writer.EndObject();
  return writer.Take();
}

}  // namespace signalbox::dialect::bedrock_converse
