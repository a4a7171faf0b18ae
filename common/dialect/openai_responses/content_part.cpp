#include "common/dialect/openai_responses/content_part.h"

#include <string>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_responses/citation.h"
#include "common/dialect/openai_responses/media_part.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::ContentBlock;

std::string_view TextType(Side side) {
  return side == Side::kOutput ? "output_text" : "input_text";
}

bool IsListOfObjects(json::Value value) {
  if (!value.IsArray()) return false;
  for (const json::Value element : value.elements()) {
    if (!element.IsObject()) return false;
  }
  return true;
}

/// Reads the fields of one part; what no canonical field holds goes to the notes (it says nothing) or is kept.
class PartDecoder {
 public:
  PartDecoder(json::Value part, Side side, std::string_view path) : part_(part), side_(side), path_(path) {}

  absl::StatusOr<ContentBlock> Decode() {
    const auto type = part_.Find("type");
    if (type && (type->Is("input_text") || type->Is("output_text"))) {
      RETURN_IF_ERROR(DecodeText(*type));
    } else if (type && type->Is("refusal")) {
      ASSIGN_OR_RETURN(const json::Value words, StringAt("refusal"));
      block_.mutable_refusal()->set_text(words.Text());
      KeepRest({"type", "refusal"});
    } else if (type && IsMediaType(*type)) {
      ASSIGN_OR_RETURN(const MediaFields taken, DecodeMedia(part_, path_, block_));
      KeepRest(taken);
    } else {
      block_.set_extra_json(std::string(part_.raw()));
      block_.set_form_json(FormOf({}, "{}"));
      return std::move(block_);
    }
    const std::string notes = notes_.Take();
    block_.set_form_json(FormOf({}, notes.empty() ? "{}" : notes));
    block_.set_extra_json(extra_.Take());
    return std::move(block_);
  }

 private:
  absl::StatusOr<json::Value> StringAt(std::string_view name) const {
    const auto value = part_.Find(name);
    if (!value || !value->IsString()) return BadField(fmt::format("{}.{}", path_, name), "expected a string");
    return *value;
  }

  absl::Status DecodeText(json::Value type) {
    ASSIGN_OR_RETURN(const json::Value words, StringAt("text"));
    block_.mutable_text()->set_text(words.Text());
    if (!type.Is(TextType(side_))) notes_.Keep("\"type\"", type.raw());
    for (const auto [key, value] : part_.members()) {
      if (key.Is("type") || key.Is("text")) continue;
      const bool cited = key.Is("annotations") && IsListOfObjects(value);
      if (cited && !value.Empty()) {
        for (const json::Value note : value.elements()) {
          *block_.mutable_text()->add_citations() = DecodeCitation(note);
        }
      } else if (cited || value.IsNull() || key.Is("logprobs")) {
        notes_.Keep(key, value);
      } else {
        extra_.Keep(key, value);
      }
    }
    return absl::OkStatus();
  }

  void KeepRest(const MediaFields& taken) {
    for (const auto [key, value] : part_.members()) {
      if (taken.Contains(key)) continue;
      value.IsNull() ? notes_.Keep(key, value) : extra_.Keep(key, value);
    }
  }

  const json::Value part_;
  const Side side_;
  const std::string_view path_;
  ContentBlock block_;
  ExtraFields notes_;
  ExtraFields extra_;
};

void WriteText(const ContentBlock& block, const PartStyle& style, ObjectWriter& object, json::Writer& writer) {
  if (object.Wants("type")) writer.String(TextType(style.side));
  if (object.Wants("text")) writer.String(block.text().text());
  if (style.side != Side::kOutput) return;
  bool any = false;
  for (const auto& citation : block.text().citations()) any = any || CanWriteCitation(citation, style.own);
  if ((any || style.complete) && object.Wants("annotations")) {
    writer.BeginArray();
    for (const auto& citation : block.text().citations()) {
      if (CanWriteCitation(citation, style.own)) WriteCitation(citation, style.own, writer);
    }
    writer.EndArray();
  }
  if (style.complete && object.Wants("logprobs")) {
    std::string list("[");
    list += style.logprobs;
    list += ']';
    writer.Raw(list);
  }
}

}  // namespace

absl::StatusOr<ContentBlock> DecodePart(json::Value part, Side side, std::string_view path) {
  if (!part.IsObject()) return BadField(path, "expected an object");
  if (const auto twice = json::RepeatedName(part)) return BadField(fmt::format("{}.{}", path, *twice), "given twice");
  return PartDecoder(part, side, path).Decode();
}

bool IsPart(const ContentBlock& block, Side side, bool own) {
  if (block.has_text() || block.has_refusal()) return true;
  if (block.has_image() || block.has_audio() || block.has_file()) return own || side == Side::kInput;
  return own && block.block_case() == ContentBlock::BLOCK_NOT_SET && !block.extra_json().empty();
}

void WritePart(const ContentBlock& block, const PartStyle& style, json::Writer& writer) {
  const Notes notes(block, style.own);
  PartStyle exact = style;
  exact.complete = style.complete && !notes.has_part();
  const std::string kept = style.own ? JoinFields(notes.part(), block.extra_json()) : std::string();
  ObjectWriter object(writer, kept);
  if (block.has_text()) {
    WriteText(block, exact, object, writer);
  } else if (block.has_refusal()) {
    if (object.Wants("type")) writer.String("refusal");
    if (object.Wants("refusal")) writer.String(block.refusal().text());
  } else if (block.block_case() != ContentBlock::BLOCK_NOT_SET) {
    WriteMedia(block, style.own, object, writer);
  }
  object.Finish();
}

}  // namespace signalbox::dialect::openai_responses
