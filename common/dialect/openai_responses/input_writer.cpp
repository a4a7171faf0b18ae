#include "common/dialect/openai_responses/input_writer.h"

#include <string>
#include <vector>

#include "common/dialect/caller_names.h"
#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_responses/content_part.h"
#include "common/dialect/openai_responses/item_writer.h"
#include "common/dialect/openai_responses/notes.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::ContentBlock;
using llm::v1::Message;

std::string_view WordOf(llm::v1::Role role) {
  switch (role) {
    case llm::v1::SYSTEM:
      return "system";
    case llm::v1::DEVELOPER:
      return "developer";
    case llm::v1::ASSISTANT:
      return "assistant";
    default:
      return "user";
  }
}

constexpr std::string_view kFailed = "[Error] ";

std::vector<const ContentBlock*> PointersTo(const google::protobuf::RepeatedPtrField<ContentBlock>& blocks) {
  std::vector<const ContentBlock*> pointers;
  pointers.reserve(static_cast<std::size_t>(blocks.size()));
  for (const ContentBlock& block : blocks) pointers.push_back(&block);
  return pointers;
}

// A provider's ids of files mean nothing to another.
bool HasForeignFile(const ContentBlock& block, llm::v1::Dialect dialect) {
  const bool named = block.image().has_file_id() || block.file().has_file_id();
  return named && !IsOwn(dialect) && dialect != llm::v1::OPENAI_CHAT && dialect != llm::v1::DIALECT_UNSPECIFIED;
}

}  // namespace

/// Where a message comes from, for what is lost of it.
class InputWriter::Place {
 public:
  Place(const MessagePlace& message, llm::v1::Dialect dialect, Losses& losses)
      : message_(message), dialect_(dialect), losses_(losses) {}

  llm::v1::Dialect dialect() const { return dialect_; }
  bool own() const { return IsOwn(dialect_); }

  void Lose(std::string_view within = {}) const {
    losses_.Add([&] { return message_.Path(within); });
  }

  void LoseBlock(int index, std::string_view within = {}) const {
    losses_.Add([&] { return message_.Block(index).Path(within); });
  }

  void LoseExtra(std::string_view extra_json) const {
    if (!own()) losses_.AddExtra([&] { return message_.Path("."); }, extra_json);
  }

  // What a block says beside what is written of it.
  void LoseBeside(const ContentBlock& block, int index) const {
    if (own()) return;
    if (block.has_cache()) LoseBlock(index, kCachePath);
    if (!block.signature().empty()) LoseBlock(index, SignaturePath(message_.caller()));
    const bool known = block.block_case() != ContentBlock::BLOCK_NOT_SET;
    if (known) losses_.AddExtra([&] { return message_.Block(index).Path("."); }, block.extra_json());
  }

 private:
  const MessagePlace message_;
  const llm::v1::Dialect dialect_;  // Of the message itself: what is remembered may be of another than the request.
  Losses& losses_;
};

llm::v1::Dialect DialectOf(const Message& message, const llm::v1::Conversation& conversation) {
  return message.dialect() == llm::v1::DIALECT_UNSPECIFIED ? conversation.dialect() : message.dialect();
}

void InputWriter::Write(int index) {
  const Message& message = conversation_.messages(index);
  const Place place(places_.Next(message), DialectOf(message, conversation_), losses_);
  if (message.content_size() == 0 && message.role() == llm::v1::ROLE_UNSPECIFIED) {
    if (!place.own()) return place.Lose();
    ObjectWriter(writer_, message.extra_json()).Finish();
    return;
  }
  place.LoseExtra(message.extra_json());
  if (!message.name().empty() && !place.own()) place.Lose(".name");
  if (message.role() == llm::v1::ASSISTANT) return WriteTurn(message, place);
  WriteMessage(message, place);
}

void InputWriter::WriteTurn(const Message& turn, const Place& place) {
  int index = 0;
  for (const ContentBlock& block : turn.content()) {
    // Another provider's reasoning proves nothing here.
    const bool lost = !place.own() && (block.has_thinking() || !CanWrite(block, false));
    if (lost) place.LoseBlock(index);
    place.LoseBeside(block, index++);
  }
  for (const auto& item : ItemsOf(turn, place.own())) {
    if (!place.own() && item.front()->has_thinking()) continue;
    WriteItem(item, {.own = place.own()}, writer_);
  }
}

void InputWriter::WriteMessage(const Message& message, const Place& place) {
  BlockList said;
  said.reserve(static_cast<std::size_t>(message.content_size()));
  int index = 0;
  for (const ContentBlock& block : message.content()) {
    place.LoseBeside(block, index);
    if (block.has_tool_result()) {
      WriteResult(message, block, place);
    } else if (IsPart(block, Side::kInput, place.own()) && !HasForeignFile(block, place.dialect())) {
      said.push_back(&block);
    } else {
      place.LoseBlock(index);
    }
    ++index;
  }
  if (said.empty()) return;
  const std::string kept = ItemFieldsOf(message, place.own());
  ObjectWriter object(writer_, kept);
  if (object.Wants("role")) writer_.String(WordOf(message.role()));
  if (object.Wants("content")) WriteContent(said, false, place);
  object.Finish();
}

void InputWriter::WriteResult(const Message& message, const ContentBlock& block, const Place& place) {
  const llm::v1::ToolResult& result = block.tool_result();
  if (result.is_error() && !place.own()) place.Lose(".is_error");
  const std::string kept = ItemFieldsOf(message, place.own());
  ObjectWriter object(writer_, kept);
  if (object.Wants("type")) writer_.String("function_call_output");
  if (object.Wants("call_id")) writer_.String(result.tool_call_id());
  if (place.own() && !result.name().empty() && object.Wants("name")) writer_.String(result.name());
  if (object.Wants("output")) WriteContent(PointersTo(result.content()), result.is_error(), place);
  object.Finish();
}

// Words that stood alone are a string again; a failure is told in words, for there is no field for it.
void InputWriter::WriteContent(const BlockList& blocks, bool is_error, const Place& place) {
  const bool is_text = blocks.size() == 1 && blocks[0]->has_text();
  if (blocks.empty() || (is_text && !Notes(*blocks[0], place.own()).has_part())) {
    WriteWords(is_text ? std::string_view(blocks[0]->text().text()) : std::string_view(), is_error);
    return;
  }
  writer_.BeginArray();
  bool failed = is_error;
  for (const ContentBlock* block : blocks) {
    if (!IsPart(*block, Side::kInput, place.own()) || HasForeignFile(*block, place.dialect())) {
      place.Lose(".content");
      continue;
    }
    if (failed && block->has_text()) {
      ContentBlock marked = *block;
      marked.mutable_text()->set_text(std::string(kFailed) + block->text().text());
      WritePart(marked, {.own = place.own()}, writer_);
      failed = false;
    } else {
      WritePart(*block, {.own = place.own()}, writer_);
    }
  }
  writer_.EndArray();
}

void InputWriter::WriteWords(std::string_view words, bool is_error) {
  if (!is_error) {
    writer_.String(words);
    return;
  }
  std::string marked(kFailed);
  marked += words;
  writer_.String(marked);
}

}  // namespace signalbox::dialect::openai_responses
