#include "common/dialect/openai_responses/item_writer.h"

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_responses/content_part.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/dialect/openai_responses/reasoning_item.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::ContentBlock;

// Words that stood alone, or that nothing tells from words that did.
bool IsPlainText(Blocks blocks, bool own) {
  const ContentBlock& only = *blocks.front();
  return blocks.size() == 1 && only.has_text() && only.text().citations().empty() && !Notes(only, own).has_part();
}

void WriteMessage(Blocks blocks, const ItemStyle& style, json::Writer& writer) {
  const Notes notes(*blocks.front(), style.own);
  ObjectWriter object(writer, notes.item());
  if (!notes.has_item()) {
    if (style.complete) {
      if (object.Wants("id")) writer.String(style.id);
      if (object.Wants("type")) writer.String("message");
      if (object.Wants("status")) writer.String(style.status);
    }
    if (object.Wants("role")) writer.String("assistant");
  }
  if (object.Wants("content")) {
    if (!style.complete && IsPlainText(blocks, style.own)) {
      writer.String(blocks.front()->text().text());
    } else {
      writer.BeginArray();
      for (const ContentBlock* block : blocks) {
        WritePart(*block,
                  {.side = Side::kOutput,
                   .own = style.own,
                   .complete = style.complete,
                   .logprobs = block == blocks.front() ? style.logprobs : std::string_view()},
                  writer);
      }
      writer.EndArray();
    }
  }
  object.Finish();
}

// Some providers give calls no ids; their answers are told apart by them all the same.
std::string CallId(const llm::v1::ToolCall& call, const ItemStyle& style) {
  if (!call.id().empty() || !style.complete) return call.id();
  std::string id("call_");
  id += style.id;
  return id;
}

void WriteCall(const ContentBlock& block, const ItemStyle& style, json::Writer& writer) {
  const Notes notes(block, style.own);
  const llm::v1::ToolCall& call = block.tool_call();
  const std::string kept = style.own ? JoinFields(notes.item(), block.extra_json()) : std::string();
  ObjectWriter object(writer, kept);
  if (style.complete && !notes.has_item()) {
    if (object.Wants("id")) writer.String(style.id);
    if (object.Wants("status")) writer.String(style.status);
  }
  if (object.Wants("type")) writer.String("function_call");
  if (object.Wants("call_id")) writer.String(CallId(call, style));
  if (object.Wants("name")) writer.String(call.name());
  if (object.Wants("arguments")) writer.String(call.arguments_json());
  object.Finish();
}

std::string_view PrefixOf(ItemType type) {
  switch (type) {
    case ItemType::kMessage:
      return "msg_";
    case ItemType::kCall:
      return "fc_";
    case ItemType::kReasoning:
      return "rs_";
    case ItemType::kWhole:
      return "item_";
  }
  return "";
}

}  // namespace

ItemType TypeOf(const ContentBlock& block) {
  if (block.has_tool_call()) return ItemType::kCall;
  if (block.has_thinking()) return ItemType::kReasoning;
  // A part that only this dialect knows was noted as one; a whole item has no notes.
  const bool whole = block.block_case() == ContentBlock::BLOCK_NOT_SET && block.form_json().empty();
  return whole ? ItemType::kWhole : ItemType::kMessage;
}

bool BeginsItem(const ContentBlock& before, const ContentBlock& block, bool own) {
  const ItemType type = TypeOf(block);
  if (type != TypeOf(before) || type == ItemType::kCall || type == ItemType::kWhole) return true;
  const Notes notes(block, own);
  if (type == ItemType::kMessage || notes.has_item() || notes.more()) return notes.has_item();
  return !own || block.thinking().id().empty() || block.thinking().id() != before.thinking().id();
}

bool CanWrite(const ContentBlock& block, bool own) {
  if (block.has_tool_call()) return true;
  if (block.has_thinking()) return own || !block.thinking().text().empty();
  return IsPart(block, Side::kOutput, own);
}

std::vector<std::vector<const ContentBlock*>> ItemsOf(const llm::v1::Message& turn, bool own) {
  std::vector<std::vector<const ContentBlock*>> items;
  for (const ContentBlock& block : turn.content()) {
    if (!CanWrite(block, own)) continue;
    if (items.empty() || BeginsItem(*items.back().back(), block, own)) items.emplace_back();
    items.back().push_back(&block);
  }
  return items;
}

void WriteItem(Blocks blocks, const ItemStyle& style, json::Writer& writer) {
  switch (TypeOf(*blocks.front())) {
    case ItemType::kMessage:
      return WriteMessage(blocks, style, writer);
    case ItemType::kCall:
      return WriteCall(*blocks.front(), style, writer);
    case ItemType::kReasoning:
      return WriteReasoning(blocks, style, writer);
    case ItemType::kWhole:
      writer.Raw(blocks.front()->extra_json());
  }
}

std::string ItemId(ItemType type, std::string_view base, int output_index) {
  return fmt::format("{}{}{:02x}", PrefixOf(type), base, output_index);
}

}  // namespace signalbox::dialect::openai_responses
