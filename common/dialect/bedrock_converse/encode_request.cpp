#include "common/dialect/bedrock_converse/encode_request.h"

#include <vector>

#include "common/dialect/bedrock_converse/block_writer.h"
#include "common/dialect/bedrock_converse/model_family.h"
#include "common/dialect/bedrock_converse/settings_writer.h"
#include "common/dialect/bedrock_converse/tool_writer.h"
#include "common/dialect/caller_names.h"
#include "common/dialect/field_error.h"
#include "common/dialect/message_place.h"
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

using Places = std::vector<MessagePlace>;

void WriteSystem(const Conversation& conversation, const Places& places, json::Writer& writer, BlockWriter& blocks,
                 Losses& losses) {
  bool open = false;
  bool turns = false;
  for (int i = 0; i < conversation.messages_size(); ++i) {
    const Message& message = conversation.messages(i);
    const MessagePlace& place = places[static_cast<std::size_t>(i)];
    if (!IsInstruction(message)) {
      turns = true;
      continue;
    }
    if (turns) losses.Add(place.Path());
    if (!blocks.Writes(message)) continue;
    if (!open) writer.Key("system").BeginArray();
    open = true;
    blocks.WriteInstructions(message, place);
  }
  if (open) writer.EndArray();
}

absl::Status WriteTurns(const Conversation& conversation, const Places& places, json::Writer& writer,
                        BlockWriter& blocks, Losses& losses) {
  std::string_view side;  // Of the turn that is open.
  writer.Key("messages").BeginArray();
  for (int i = 0; i < conversation.messages_size(); ++i) {
    const Message& message = conversation.messages(i);
    const MessagePlace& place = places[static_cast<std::size_t>(i)];
    if (IsInstruction(message)) continue;
    if (message.content().empty() && !message.extra_json().empty()) losses.Add(place.Path());
    if (!blocks.Writes(message)) {
      blocks.LoseTurn(message, place);
      continue;
    }
    if (SideOf(message) != side) {
      if (!side.empty()) writer.EndArray().EndObject();
      side = SideOf(message);
      writer.BeginObject().Key("role").String(side).Key("content").BeginArray();
    }
    RETURN_IF_ERROR(blocks.WriteTurn(message, place));
  }
  if (side.empty()) return BadField(NameOf(conversation.dialect(), Setting::kMessages), "no turn has any content");
  writer.EndArray().EndObject().EndArray();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> EncodeRequest(const Conversation& conversation, const EncodeOptions& options,
                                          Losses& losses) {
  const Family family = FamilyOf(options.model);
  json::Writer writer;
  writer.Expect(options.expected_bytes);
  const Places places = PlacesOf(conversation);
  BlockWriter blocks(writer, conversation.dialect(), family, losses);
  writer.BeginObject();
  WriteSystem(conversation, places, writer, blocks, losses);
  RETURN_IF_ERROR(WriteTurns(conversation, places, writer, blocks, losses));
  WriteSettings(conversation, family, writer, losses);
  WriteToolConfig(conversation, writer, blocks, losses);
  writer.EndObject();
  return writer.Take();
}

}  // namespace signalbox::dialect::bedrock_converse
