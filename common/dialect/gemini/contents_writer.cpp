#include "common/dialect/gemini/contents_writer.h"

#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/part_encoder.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Message;

bool IsInstruction(const Message& message) {
  return message.role() == llm::v1::SYSTEM || message.role() == llm::v1::DEVELOPER;
}

}  // namespace

bool IsOwn(llm::v1::Dialect dialect, const Message& message) {
  const llm::v1::Dialect own = message.dialect();
  return (own == llm::v1::DIALECT_UNSPECIFIED ? dialect : own) == llm::v1::GEMINI;
}

void WriteContent(const Message& message, const CallNames& names, json::Writer& writer, Losses& losses) {
  const KeptFields kept(message, true);
  FieldWriter content(writer, kept);
  if (content.Wants("parts")) {
    writer.BeginArray();
    for (const llm::v1::ContentBlock& block : message.content()) {
      const auto nowhere = [] { return std::string(); };  // Nothing of its own dialect is lost.
      const PartContext context{.own = true, .from = llm::v1::GEMINI, .path = nowhere};
      const auto next = [&]() -> json::Writer& { return writer; };
      WriteParts(block, context, names, next, losses).IgnoreError();  // It refuses nothing of its own dialect.
    }
    writer.EndArray();
  }
  if (message.role() != llm::v1::SYSTEM) {
    if (content.Wants("role")) writer.String(message.role() == llm::v1::ASSISTANT ? "model" : "user");
  } else if (const auto form = kept.Form("role")) {
    writer.Key("role").Raw(form->raw());
  }
  content.Finish();
}

absl::Status ContentsWriter::Add(const Message& message) {
  const MessagePlace place = places_.Next(message);
  for (const llm::v1::ContentBlock& block : message.content()) {
    if (block.has_tool_call()) names_.Add(block.tool_call().id(), block.tool_call().name());
  }
  if (!IsOwn(dialect_, message)) return AddForeign(message, place);
  if (!IsInstruction(message)) AddOwn(message);
  return absl::OkStatus();
}

void ContentsWriter::AddOwn(const Message& message) {
  Close();
  wrote_any_ = true;
  WriteContent(message, names_, writer_, losses_);
}

absl::Status ContentsWriter::AddForeign(const Message& message, const MessagePlace& place) {
  if (message.content_size() == 0 && message.role() == llm::v1::ROLE_UNSPECIFIED) {
    losses_.Add(place.Path());
    return absl::OkStatus();
  }
  if (!message.name().empty()) losses_.Add(place.Path(".name"));
  losses_.AddExtra([&] { return place.Path("."); }, message.extra_json());
  if (IsInstruction(message)) return absl::OkStatus();
  const auto next = [&]() -> json::Writer& { return Open(message.role()); };
  for (int index = 0; index < message.content_size(); ++index) {
    const llm::v1::ContentBlock& block = message.content(index);
    const bool first_call = block.has_tool_call() && !(open_ && model_ && called_);
    const auto path = [&] { return place.Block(index).Path(); };
    const PartContext context{
        .own = false, .from = dialect_, .path = path, .needs_signature = needs_signatures_ && first_call};
    RETURN_IF_ERROR(WriteParts(block, context, names_, next, losses_));
    called_ = called_ || block.has_tool_call();
  }
  return absl::OkStatus();
}

json::Writer& ContentsWriter::Open(llm::v1::Role role) {
  const bool model = role == llm::v1::ASSISTANT;
  if (open_ && model == model_) return writer_;
  Close();
  writer_.BeginObject().Key("role").String(model ? "model" : "user").Key("parts").BeginArray();
  open_ = true;
  model_ = model;
  called_ = false;
  wrote_any_ = true;
  return writer_;
}

void ContentsWriter::Close() {
  if (open_) writer_.EndArray().EndObject();
  open_ = false;
}

}  // namespace signalbox::dialect::gemini
