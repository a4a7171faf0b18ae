#include "common/dialect/openai_responses/reasoning_item.h"

#include <string>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::ContentBlock;
using llm::v1::Message;

// Exactly {"type": type, "text": words}. Without words it could not be told from a block that says nothing.
bool IsTextPart(json::Value part, std::string_view type) {
  if (!part.IsObject()) return false;
  std::size_t members = 0;
  for ([[maybe_unused]] const auto member : part.members()) ++members;
  const auto said_type = part.Find("type");
  const auto text = part.Find("text");
  return members == 2 && said_type && said_type->Is(type) && text && text->IsString() && !text->Is("");
}

bool AreTextParts(json::Value list, std::string_view type) {
  for (const json::Value part : list.elements()) {
    if (!IsTextPart(part, type)) return false;
  }
  return true;
}

absl::StatusOr<std::optional<json::Value>> ListAt(json::Value item, std::string_view name, std::string_view path) {
  const auto value = item.Find(name);
  if (!value || value->IsNull()) return std::optional<json::Value>();
  if (!value->IsArray()) return BadField(fmt::format("{}.{}", path, name), "expected an array");
  return value;
}

/// Appends the blocks of one item. The first carries the notes.
class Appender {
 public:
  Appender(json::Value item, Message& turn) : turn_(turn), first_(turn.content_size()) {
    const auto id = item.Find("id");
    if (id && id->IsString()) id_ = id->Text();
  }

  llm::v1::Thinking& Add() {
    ContentBlock& block = *turn_.add_content();
    if (turn_.content_size() - 1 > first_) block.set_form_json(std::string(kMoreForm));
    block.mutable_thinking()->set_id(id_);
    return *block.mutable_thinking();
  }

  void AddParts(const std::optional<json::Value>& list, bool summary) {
    if (!list) return;
    for (const json::Value part : list->elements()) {
      llm::v1::Thinking& thinking = Add();
      thinking.set_text(part.Find("text")->Text());
      thinking.set_summary(summary);
    }
  }

  ContentBlock& First() {
    if (turn_.content_size() == first_) Add();
    return *turn_.mutable_content(first_);
  }

 private:
  Message& turn_;
  const int first_;
  std::string id_;
};

bool IsSaid(json::Value key, json::Value value) {
  if (key.Is("id")) return value.IsString() && !value.Is("");
  if (key.Is("encrypted_content")) return value.IsString() && !value.Is("");
  return key.Is("summary") || key.Is("content") ? value.IsArray() && !value.Empty() : false;
}

void NoteItem(json::Value item, ContentBlock& first) {
  ExtraFields form;
  ExtraFields extra;
  for (const auto [key, value] : item.members()) {
    if (IsSaid(key, value)) continue;
    const bool known = key.Is("type") || key.Is("id") || key.Is("status") || key.Is("summary") || key.Is("content") ||
                       key.Is("encrypted_content");
    (known || value.IsNull() ? form : extra).Keep(key, value);
  }
  first.set_form_json(FormOf(form.Take(), {}));
  first.set_extra_json(extra.Take());
}

void WriteParts(Blocks blocks, bool own, bool summary, json::Writer& writer) {
  writer.BeginArray();
  for (const ContentBlock* block : blocks) {
    const llm::v1::Thinking& thinking = block->thinking();
    if (thinking.text().empty() || (own && thinking.summary() != summary) || (!own && !summary)) continue;
    writer.BeginObject().Key("type").String(summary ? "summary_text" : "reasoning_text");
    writer.Key("text").String(thinking.text()).EndObject();
  }
  writer.EndArray();
}

bool HasParts(Blocks blocks, bool summary) {
  for (const ContentBlock* block : blocks) {
    if (!block->thinking().text().empty() && block->thinking().summary() == summary) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<bool> AppendReasoning(json::Value item, std::string_view path, Message& turn) {
  ASSIGN_OR_RETURN(const auto summary, ListAt(item, "summary", path));
  ASSIGN_OR_RETURN(const auto content, ListAt(item, "content", path));
  if (summary && !AreTextParts(*summary, "summary_text")) return false;
  if (content && !AreTextParts(*content, "reasoning_text")) return false;
  const auto encrypted = item.Find("encrypted_content");
  if (encrypted && !encrypted->IsNull() && !encrypted->IsString()) {
    return BadField(fmt::format("{}.encrypted_content", path), "expected a string");
  }
  Appender appender(item, turn);
  appender.AddParts(summary, true);
  appender.AddParts(content, false);
  if (encrypted && encrypted->IsString() && !encrypted->Is("")) appender.Add().set_redacted(encrypted->Text());
  NoteItem(item, appender.First());
  return true;
}

void WriteReasoning(Blocks blocks, const ItemStyle& style, json::Writer& writer) {
  const ContentBlock& first = *blocks.front();
  const Notes notes(first, style.own);
  const std::string kept = style.own ? JoinFields(notes.item(), first.extra_json()) : std::string();
  ObjectWriter object(writer, kept);
  if (object.Wants("type")) writer.String("reasoning");
  const std::string& id = first.thinking().id();
  const bool known = style.own && !id.empty();
  if ((known || style.complete) && object.Wants("id")) writer.String(known ? std::string_view(id) : style.id);
  // An item that had none has notes and no parts.
  if ((!notes.has_item() || HasParts(blocks, true)) && object.Wants("summary"))
    WriteParts(blocks, style.own, true, writer);
  if (style.own && HasParts(blocks, false) && object.Wants("content")) WriteParts(blocks, style.own, false, writer);
  for (const ContentBlock* block : blocks) {
    const std::string& redacted = block->thinking().redacted();
    if (style.own && !redacted.empty() && object.Wants("encrypted_content")) writer.String(redacted);
  }
  object.Finish();
}

}  // namespace signalbox::dialect::openai_responses
