#include "common/dialect/gemini/part_encoder.h"

#include "common/dialect/field_error.h"
#include "common/dialect/gemini/arguments.h"
#include "common/dialect/gemini/caller_fields.h"
#include "common/dialect/gemini/function_parts.h"
#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/gemini/media.h"
#include "common/dialect/gemini/names.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::ContentBlock;

// Writes one block; holds what all its kinds need.
class PartWriter {
 public:
  PartWriter(const ContentBlock& block, const PartContext& context, NextPart next, Losses& losses)
      : block_(block), context_(context), next_(next), losses_(losses), kept_(block, context.own) {}

  absl::Status Write(const CallNames& names) {
    if (!context_.own) ReportExtras();
    switch (block_.block_case()) {
      case ContentBlock::kText:
        WriteText(block_.text().text());
        break;
      case ContentBlock::kRefusal:
        WriteText(block_.refusal().text());
        break;
      case ContentBlock::kThinking:
        WriteThinking();
        break;
      case ContentBlock::kToolCall:
        WriteCall();
        break;
      case ContentBlock::kToolResult:
        return WriteResult(names);
      case ContentBlock::BLOCK_NOT_SET:
        WriteUnknown();
        break;
      default:
        WriteMedium(block_, context_.path);
    }
    return absl::OkStatus();
  }

 private:
  // An unknown block is lost whole; then its fields say nothing more.
  void ReportExtras() {
    if (block_.block_case() == ContentBlock::BLOCK_NOT_SET) return;
    if (block_.has_cache()) losses_.Add(Join(context_.path, CacheName(context_.from)));
    if (!block_.signature().empty()) losses_.Add(Join(context_.path, "signature"));
    if (block_.text().citations_size() > 0) losses_.Add(Join(context_.path, "citations"));
    losses_.AddExtra(Join(context_.path, ""), block_.extra_json());
  }

  void FinishPart(FieldWriter& part, json::Writer& writer) {
    if (kept_.Form("thought")) writer.Key("thought").Bool(false);
    if (context_.own && !block_.signature().empty() && part.Wants("thoughtSignature")) {
      writer.String(block_.signature());
    }
    part.Finish();
  }

  // Other dialects have empty texts beside tool calls; Google refuses them.
  void WriteText(const std::string& text) {
    if (!context_.own && text.empty()) return;
    json::Writer& writer = next_();
    FieldWriter part(writer, kept_);
    if (part.Wants("text")) writer.String(text);
    FinishPart(part, writer);
  }

  void WriteThinking() {
    const llm::v1::Thinking& thinking = block_.thinking();
    if (!context_.own) {
      if (!thinking.signature().empty()) losses_.Add(Join(context_.path, "signature"));
      if (!thinking.redacted().empty()) losses_.Add(Join(context_.path, "data"));
      if (thinking.text().empty()) return;
    }
    json::Writer& writer = next_();
    FieldWriter part(writer, kept_);
    if (part.Wants("text")) writer.String(thinking.text());
    if (part.Wants("thought")) writer.Bool(true);
    if (context_.own && !thinking.signature().empty() && part.Wants("thoughtSignature")) {
      writer.String(thinking.signature());
    }
    part.Finish();
  }

  void WriteCall() {
    const llm::v1::ToolCall& call = block_.tool_call();
    json::Writer& writer = next_();
    FieldWriter part(writer, kept_);
    if (part.Wants("functionCall")) {
      FieldWriter object(writer, kept_, "functionCall");
      if (!call.id().empty() && !CallIds::IsMadeUp(call.id()) && object.Wants("id")) writer.String(call.id());
      if (object.Wants("name")) writer.String(call.name());
      if (object.Wants("args") && !WriteArguments(call.arguments_json(), writer)) {
        losses_.Add(Join(context_.path, "arguments"));
      }
      object.Finish();
    }
    if (context_.needs_signature && block_.signature().empty()) writer.Key("thoughtSignature").String(kNoSignature);
    FinishPart(part, writer);
  }

  absl::Status WriteResult(const CallNames& names) {
    const llm::v1::ToolResult& result = block_.tool_result();
    const std::string_view name = result.name().empty() ? names.NameOf(result.tool_call_id()) : result.name();
    if (name.empty() && !context_.own)
      return BadField(context_.path, "answers a tool call that is not in the conversation");
    json::Writer& writer = next_();
    FieldWriter part(writer, kept_);
    if (part.Wants("functionResponse")) {
      FieldWriter object(writer, kept_, "functionResponse");
      const std::string& id = result.tool_call_id();
      if (!id.empty() && !CallIds::IsMadeUp(id) && object.Wants("id")) writer.String(id);
      if (object.Wants("name")) writer.String(name);
      if (object.Wants("response")) WriteResponse(result, writer);
      if (context_.own) WriteResponseParts(result, object, writer);
      object.Finish();
    }
    FinishPart(part, writer);
    if (!context_.own) WriteJoin(result);
    return absl::OkStatus();
  }

  void WriteResponseParts(const llm::v1::ToolResult& result, FieldWriter& object, json::Writer& writer) {
    bool open = false;
    for (const ContentBlock& block : result.content()) {
      if (block.has_text()) continue;
      if (!open) {
        if (!object.Wants("parts")) return;
        writer.BeginArray();
      }
      open = true;
      const KeptFields kept(block, true);
      FieldWriter part(writer, kept);
      if (CanWriteMedia(block, true)) WriteMedia(block, kept, part, writer);
      part.Finish();
    }
    if (open) writer.EndArray();
  }

  void WriteJoin(const llm::v1::ToolResult& result) {
    int index = 0;
    for (const ContentBlock& block : result.content()) {
      std::string path = Join(context_.path, "content[");
      path += std::to_string(index++);
      path += ']';
      if (block.has_cache()) losses_.Add(Join(path, CacheName(context_.from)));
      if (!block.has_text() && !block.has_refusal()) WriteMedium(block, path);
    }
  }

  void WriteMedium(const ContentBlock& block, std::string_view path) {
    if (!CanWriteMedia(block, context_.own)) return losses_.Add(path);
    if (!context_.own) ReportMedium(block, path);
    const KeptFields none;
    const KeptFields& kept = &block == &block_ ? kept_ : none;
    json::Writer& writer = next_();
    FieldWriter part(writer, kept);
    WriteMedia(block, kept, part, writer);
    &block == &block_ ? FinishPart(part, writer) : part.Finish();
  }

  void ReportMedium(const ContentBlock& block, std::string_view path) {
    const std::string& detail = block.image().detail();
    const bool chat = context_.from == llm::v1::OPENAI_CHAT;
    if (!detail.empty() && detail != "auto") losses_.Add(Join(path, chat ? "image_url.detail" : "detail"));
    if (block.file().filename().empty()) return;
    losses_.Add(Join(path, chat                                           ? "file.filename"
                           : context_.from == llm::v1::ANTHROPIC_MESSAGES ? "title"
                                                                          : "filename"));
  }

  // What only its own dialect knows: all of it, or nothing.
  void WriteUnknown() {
    if (!context_.own) return losses_.Add(context_.path);
    json::Writer& writer = next_();
    FieldWriter(writer, kept_).Finish();
  }

  const ContentBlock& block_;
  const PartContext& context_;
  const NextPart next_;
  Losses& losses_;
  const KeptFields kept_;
};

}  // namespace

absl::Status WriteParts(const ContentBlock& block, const PartContext& context, const CallNames& names, NextPart next,
                        Losses& losses) {
  return PartWriter(block, context, next, losses).Write(names);
}

}  // namespace signalbox::dialect::gemini
