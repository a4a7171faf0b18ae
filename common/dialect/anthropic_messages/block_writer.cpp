#include "common/dialect/anthropic_messages/block_writer.h"

#include <algorithm>
#include <string>

#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/anthropic_messages/kept_fields.h"
#include "common/dialect/anthropic_messages/source.h"
#include "common/dialect/caller_names.h"
#include "common/dialect/tool_ids.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::ContentBlock;

bool IsPlainText(const Part& part) {
  const ContentBlock& block = *part.block;
  if (!block.has_text() && !block.has_refusal()) return false;
  const bool list_form = part.own && !(block.form_json().empty() && block.extra_json().empty());
  return !list_form && !block.has_cache() && block.text().citations().empty();
}

bool CanWrite(const Part& part) {
  const ContentBlock& block = *part.block;
  switch (block.block_case()) {
    case ContentBlock::kImage:
      return CanWriteImage(block.image(), part.own);
    case ContentBlock::kFile:
      return CanWriteFile(block.file(), part.own);
    case ContentBlock::kAudio:
      return false;
    case ContentBlock::kThinking:
      return part.own || (part.proven && !(block.thinking().signature() + block.thinking().redacted()).empty());
    case ContentBlock::BLOCK_NOT_SET:
      return part.own && IsJsonObject(block.extra_json());
    default:
      return true;
  }
}

std::vector<Part> NestedParts(const Part& part) {
  std::vector<Part> nested;
  for (const ContentBlock& block : part.block->tool_result().content()) {
    Part inner = part;
    inner.block = &block;
    inner.nested = static_cast<int>(nested.size());
    nested.push_back(inner);
  }
  return nested;
}

}  // namespace

bool BlockWriter::Admit(const Part& part) {
  const bool admitted = CanWrite(part);
  if (!admitted) Lose(part, "");
  return admitted;
}

void BlockWriter::Write(const Part& part) {
  const ContentBlock& block = *part.block;
  const std::string kept = KeptOf(block, part.own);
  ObjectWriter object(writer_, kept);
  switch (block.block_case()) {
    case ContentBlock::kText:
    case ContentBlock::kRefusal:
      WriteText(part, object);
      break;
    case ContentBlock::kImage:
      WriteImage(part, object);
      break;
    case ContentBlock::kFile:
      WriteFile(block.file(), object);
      break;
    case ContentBlock::kToolCall:
      WriteToolCall(part, object);
      break;
    case ContentBlock::kToolResult:
      WriteToolResult(part, object);
      break;
    case ContentBlock::kThinking:
      WriteThinking(part, object);
      break;
    default:
      break;
  }
  if (block.has_cache() && object.Wants("cache_control")) WriteCacheControl(block.cache(), writer_);
  object.Finish();
  LoseForeign(part);
}

void BlockWriter::WriteContent(std::span<const Part> parts) {
  if (parts.size() == 1 && IsPlainText(parts.front())) {
    writer_.String(WordsOf(*parts.front().block));
    LoseForeign(parts.front());
    return;
  }
  writer_.BeginArray();
  for (const Part& part : parts) Write(part);
  writer_.EndArray();
}

void BlockWriter::WriteText(const Part& part, ObjectWriter& object) {
  WriteString(object, "type", "text");
  WriteString(object, "text", WordsOf(*part.block));
  if (part.block->text().citations_size() > 0) WriteCitations(part, object);
}

void BlockWriter::WriteCitations(const Part& part, ObjectWriter& object) {
  const auto& citations = part.block->text().citations();
  const bool own = part.own && std::all_of(citations.begin(), citations.end(), [](const llm::v1::Citation& citation) {
                     return IsJsonObject(citation.raw_json());
                   });
  if (!own) return Lose(part, ".citations");
  if (!object.Wants("citations")) return;
  writer_.BeginArray();
  for (const llm::v1::Citation& citation : citations) writer_.Raw(citation.raw_json());
  writer_.EndArray();
}

void BlockWriter::WriteImage(const Part& part, ObjectWriter& object) {
  const llm::v1::Image& image = part.block->image();
  WriteString(object, "type", "image");
  if (object.Wants("source")) WriteSource(image, writer_);
  if (!image.detail().empty() && image.detail() != "auto") Lose(part, ".detail");
}

void BlockWriter::WriteFile(const llm::v1::File& file, ObjectWriter& object) {
  const std::string_view type = BlockTypeOf(file);
  WriteString(object, "type", type);
  if (object.Wants("source")) WriteSource(file, writer_);
  if (!file.filename().empty() && type == "document") WriteString(object, "title", file.filename());
}

void BlockWriter::WriteToolCall(const Part& part, ObjectWriter& object) {
  const llm::v1::ToolCall& call = part.block->tool_call();
  WriteString(object, "type", "tool_use");
  WriteString(object, "id", part.own ? call.id() : SafeToolId(call.id()));
  WriteString(object, "name", call.name());
  const bool valid = IsJsonObject(call.arguments_json());
  if (object.Wants("input")) writer_.Raw(valid ? std::string_view(call.arguments_json()) : "{}");
  if (!valid && !IsBlank(call.arguments_json())) Lose(part, ArgumentsPath(names_.dialect()));
}

void BlockWriter::WriteToolResult(const Part& part, ObjectWriter& object) {
  const llm::v1::ToolResult& result = part.block->tool_result();
  WriteString(object, "type", "tool_result");
  WriteString(object, "tool_use_id", part.own ? result.tool_call_id() : SafeToolId(result.tool_call_id()));
  std::vector<Part> nested = NestedParts(part);
  std::erase_if(nested, [&](const Part& inner) {
    const bool blank = !inner.own && inner.block->has_text() && inner.block->text().text().empty();
    return blank || !Admit(inner);
  });
  if (!nested.empty() && object.Wants("content")) WriteContent(nested);
  if (result.is_error() && object.Wants("is_error")) writer_.Bool(true);
}

void BlockWriter::WriteThinking(const Part& part, ObjectWriter& object) {
  const llm::v1::Thinking& thinking = part.block->thinking();
  if (thinking.text().empty() && !thinking.redacted().empty()) {
    WriteString(object, "type", "redacted_thinking");
    return WriteString(object, "data", thinking.redacted());
  }
  WriteString(object, "type", "thinking");
  WriteString(object, "thinking", thinking.text());
  if (part.own && thinking.signature().empty()) return;
  WriteString(object, "signature", part.proven ? thinking.signature() : "");
}

void BlockWriter::WriteString(ObjectWriter& object, std::string_view name, std::string_view text) {
  if (object.Wants(name)) writer_.String(text);
}

void BlockWriter::Lose(const Part& part, std::string_view what) {
  if (part.message < 0 || losses_.full()) return;
  std::string path = names_.Path(part);
  path += what;
  losses_.Add(path);
}

void BlockWriter::LoseForeign(const Part& part) {
  if (part.own || part.message < 0 || losses_.full()) return;
  const ContentBlock& block = *part.block;
  if (!block.extra_json().empty()) losses_.AddExtra(names_.Path(part) + ".", block.extra_json());
  if (!block.signature().empty()) Lose(part, SignaturePath(names_.dialect()));
}

std::string_view WordsOf(const ContentBlock& block) {
  return block.has_refusal() ? block.refusal().text() : block.text().text();
}

void WriteCacheControl(const llm::v1::CacheMarker& marker, json::Writer& writer) {
  writer.BeginObject().Key("type").String("ephemeral");
  if (!marker.ttl().empty()) writer.Key("ttl").String(marker.ttl());
  writer.EndObject();
}

}  // namespace signalbox::dialect::anthropic_messages
