#include "common/dialect/gemini/part_encoder.h"

#include "common/dialect/caller_names.h"
#include "common/dialect/field_error.h"
#include "common/dialect/gemini/arguments.h"
#include "common/dialect/gemini/function_parts.h"
#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/gemini/media.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/message_place.h"

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
        WriteMedium(block_, [this](std::string_view within) { Lose(within); });
    }
    return absl::OkStatus();
  }

 private:
  void Lose(std::string_view within = {}) {
    losses_.Add([&] { return context_.path().append(within); });
  }

  // An unknown block is lost whole; then its fields say nothing more.
  void ReportExtras() {
    if (block_.block_case() == ContentBlock::BLOCK_NOT_SET) return;
    if (block_.has_cache()) Lose(kCachePath);
    if (!block_.signature().empty()) Lose(SignaturePath(context_.from));
    if (block_.text().citations_size() > 0) Lose(".citations");
    losses_.AddExtra([&] { return context_.path().append("."); }, block_.extra_json());
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
      if (!thinking.signature().empty()) Lose(SignaturePath(context_.from));
      if (!thinking.redacted().empty()) Lose(".data");
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
        Lose(ArgumentsPath(context_.from));
      }
      object.Finish();
    }
    if (context_.needs_signature && block_.signature().empty()) writer.Key("thoughtSignature").String(kNoSignature);
    FinishPart(part, writer);
  }

  absl::Status WriteResult(const CallNames& names) {
    const llm::v1::ToolResult& result = block_.tool_result();
    const std::string_view name = result.name().empty() ? names.NameOf(result.tool_call_id()) : result.name();
    if (name.empty() && !context_.own) {
      return BadField(context_.path(), "answers a tool call that is not in the conversation");
    }
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
      const auto lose = [&](std::string_view within) {
        losses_.Add([&] { return context_.path().append(NestedPath(context_.from, index)).append(within); });
      };
      if (block.has_cache()) lose(kCachePath);
      if (!block.has_text() && !block.has_refusal()) WriteMedium(block, lose);
      ++index;
    }
  }

  using LoseWithin = absl::FunctionRef<void(std::string_view)>;

  void WriteMedium(const ContentBlock& block, LoseWithin lose) {
    if (!CanWriteMedia(block, context_.own)) return lose("");
    if (!context_.own) ReportMedium(block, lose);
    const KeptFields none;
    const KeptFields& kept = &block == &block_ ? kept_ : none;
    json::Writer& writer = next_();
    FieldWriter part(writer, kept);
    WriteMedia(block, kept, part, writer);
    &block == &block_ ? FinishPart(part, writer) : part.Finish();
  }

  void ReportMedium(const ContentBlock& block, LoseWithin lose) {
    const std::string& detail = block.image().detail();
    if (!detail.empty() && detail != "auto") lose(DetailPath(context_.from));
    if (!block.file().filename().empty()) lose(FilenamePath(context_.from));
  }

  // What only its own dialect knows: all of it, or nothing.
  void WriteUnknown() {
    if (!context_.own) return Lose();
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
