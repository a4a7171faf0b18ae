#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "common/dialect/caller_names.h"
#include "common/dialect/field_error.h"
#include "common/dialect/gemini/contents_writer.h"
#include "common/dialect/gemini/generation_config.h"
#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/part_encoder.h"
#include "common/dialect/gemini/request.h"
#include "common/dialect/gemini/thinking.h"
#include "common/dialect/gemini/tool_config.h"
#include "common/dialect/gemini/tools.h"
#include "common/dialect/message_place.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Conversation;
using llm::v1::Message;

// The word Google has for a tier; empty when it has none.
std::string_view TierOf(std::string_view tier) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTiers = {
      {{"flex", "flex"},
       {"priority", "priority"},
       {"standard", "standard"},
       {"default", "standard"},
       {"standard_only", "standard"}}};
  for (const auto& [name, word] : kTiers) {
    if (name == tier) return word;
  }
  return {};
}

// One conversation on its way out.
class Encoder {
 public:
  Encoder(const Conversation& from, const EncodeOptions& options, Losses& losses)
      : from_(from), options_(options), losses_(losses), own_(from.dialect() == llm::v1::GEMINI), kept_(from, own_) {}

  absl::StatusOr<std::string> Encode() {
    writer_.Expect(options_.expected_bytes);
    if (!own_) ReportFields();
    FieldWriter body(writer_, kept_);
    WriteModel();
    RETURN_IF_ERROR(WriteInstruction(body));
    RETURN_IF_ERROR(WriteContents());
    WriteTheTools(body);
    WriteToolConfig(from_, kept_, body, writer_);
    WriteGenerationConfig(from_, options_.model, kept_, body, writer_, losses_);
    WriteTier(body);
    if (own_) WriteLabels(body);
    body.Finish();
    return writer_.Take();
  }

 private:
  void ReportFields() {
    const auto lose = [this](bool there, Setting field) {
      if (there) losses_.Add(NameOf(from_.dialect(), field));
    };
    lose(!from_.user().empty(), Setting::kUser);
    lose(!from_.metadata().empty(), Setting::kMetadata);
    lose(from_.has_parallel_tool_calls() && !from_.parallel_tool_calls(), Setting::kParallelToolCalls);
    losses_.AddExtra("", from_.extra_json());
  }

  // The address names it; but who repeated it in the body would be refused with another there.
  void WriteModel() {
    const auto form = kept_.Form("model");
    if (!form) return;
    writer_.Key("model");
    options_.model.empty() ? writer_.Raw(form->raw()) : writer_.String(ResourceOf(options_.model));
  }

  static bool IsInstruction(const Message& message) {
    return message.role() == llm::v1::SYSTEM || message.role() == llm::v1::DEVELOPER;
  }

  // Google demands a turn; an instruction alone is then one.
  bool HasTurn() const {
    return std::any_of(from_.messages().begin(), from_.messages().end(),
                       [](const Message& message) { return !IsInstruction(message) && SaysAnything(message); });
  }

  // Empty texts are not sent.
  static bool SaysAnything(const Message& message) {
    return std::any_of(message.content().begin(), message.content().end(), [](const llm::v1::ContentBlock& block) {
      return !block.has_text() || !block.text().text().empty();
    });
  }

  absl::Status WriteInstruction(FieldWriter& body) {
    if (own_) WriteOwnInstruction(body);
    if (own_ || !HasTurn()) return absl::OkStatus();
    std::size_t parts = 0;
    const auto next = [&]() -> json::Writer& {
      if (parts++ == 0) writer_.Key("systemInstruction").BeginObject().Key("parts").BeginArray();
      return writer_;
    };
    RETURN_IF_ERROR(WriteInstructionParts(next));
    if (parts > 0) writer_.EndArray().EndObject();
    return absl::OkStatus();
  }

  void WriteOwnInstruction(FieldWriter& body) {
    for (const Message& message : from_.messages()) {
      if (message.role() != llm::v1::SYSTEM) continue;
      if (body.Wants("systemInstruction")) WriteContent(message, CallNames(), writer_, losses_);
      return;
    }
  }

  absl::Status WriteInstructionParts(NextPart next) {
    MessagePlaces places(from_.dialect());
    bool leading = true;
    for (const Message& message : from_.messages()) {
      const MessagePlace place = places.Next(message);
      leading = leading && IsInstruction(message);
      if (!IsInstruction(message)) continue;
      // What was said in the middle is said at the head.
      if (!leading && SaysAnything(message)) losses_.Add(place.Path());
      for (int index = 0; index < message.content_size(); ++index) {
        const auto path = [&] { return place.Block(index).Path(); };
        const PartContext context{.own = IsOwn(from_.dialect(), message), .from = from_.dialect(), .path = path};
        RETURN_IF_ERROR(WriteParts(message.content(index), context, CallNames(), next, losses_));
      }
    }
    return absl::OkStatus();
  }

  absl::Status WriteContents() {
    writer_.Key("contents");
    const bool list = !kept_.Form("contents[]");
    if (list) writer_.BeginArray();
    ContentsWriter contents(writer_, from_.dialect(), IsGemini3(options_.model), losses_);
    for (const Message& message : from_.messages()) RETURN_IF_ERROR(contents.Add(message));
    contents.Finish();
    if (!contents.wrote_any()) RETURN_IF_ERROR(WriteInstructionAsTurn());
    if (list) writer_.EndArray();
    return absl::OkStatus();
  }

  absl::Status WriteInstructionAsTurn() {
    std::size_t parts = 0;
    const auto next = [&]() -> json::Writer& {
      if (parts++ == 0) writer_.BeginObject().Key("role").String("user").Key("parts").BeginArray();
      return writer_;
    };
    RETURN_IF_ERROR(WriteInstructionParts(next));
    if (parts == 0) return BadField("messages", "there is nothing in them that this model can be sent");
    writer_.EndArray().EndObject();
    return absl::OkStatus();
  }

  void WriteTheTools(FieldWriter& body) {
    ReportTools(from_, losses_);
    if (!HasTools(from_) || !body.Wants("tools")) return;
    WriteTools(from_, kept_.Form("tools[]") ? ToolsForm::kOne : ToolsForm::kList, writer_);
  }

  void WriteTier(FieldWriter& body) {
    const std::string& tier = from_.service_tier();
    if (tier.empty()) return;
    const std::string_view word = own_ ? std::string_view(tier) : TierOf(tier);
    if (word.empty()) {
      if (tier != "auto") losses_.Add(NameOf(from_.dialect(), Setting::kServiceTier));
    } else if (body.Wants("serviceTier")) {
      writer_.String(word);
    }
  }

  void WriteLabels(FieldWriter& body) {
    if (from_.metadata().empty() || !body.Wants("labels")) return;
    // In an order of their own: the map's differs each time.
    const std::map<std::string, std::string> labels(from_.metadata().begin(), from_.metadata().end());
    writer_.BeginObject();
    for (const auto& [key, value] : labels) writer_.Key(key).String(value);
    writer_.EndObject();
  }

  const Conversation& from_;
  const EncodeOptions& options_;
  Losses& losses_;
  const bool own_;
  const KeptFields kept_;
  json::Writer writer_;
};

}  // namespace

absl::StatusOr<std::string> EncodeRequest(const Conversation& conversation, const EncodeOptions& options,
                                          Losses& losses) {
  return Encoder(conversation, options, losses).Encode();
}

}  // namespace signalbox::dialect::gemini
