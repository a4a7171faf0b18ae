#include "common/dialect/gemini/part_decoder.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "common/dialect/field_error.h"
#include "common/dialect/gemini/function_parts.h"
#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/gemini/media.h"
#include "common/dialect/gemini/names.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

// The members that say what a part is; it has exactly one of them.
enum Kind : std::size_t { kText, kInlineData, kFileData, kFunctionCall, kFunctionResponse, kKinds };
constexpr std::array<std::string_view, kKinds> kNames = {"text", "inlineData", "fileData", "functionCall",
                                                         "functionResponse"};

struct Outline {
  std::array<std::optional<json::Value>, kKinds> data;
  std::optional<json::Value> thought;
  std::optional<json::Value> signature;
  int kinds = 0;
  std::size_t kind = kKinds;

  bool IsThought() const { return thought && thought->Bool().value_or(false); }
};

Outline Read(json::Value part, FieldKeeper& keeper) {
  Outline outline;
  for (const auto [key, value] : part.members()) {
    std::size_t kind = 0;
    while (kind < kKinds && !IsField(key, kNames[kind])) ++kind;
    if (kind < kKinds) {
      outline.data[kind] = value;
      outline.kind = kind;
      ++outline.kinds;
    } else if (IsField(key, "thought") && value.Bool()) {
      outline.thought = value;
    } else if (IsField(key, "thoughtSignature") && value.IsString() && !value.Is("")) {
      outline.signature = value;
    } else {
      keeper.KeepIn("", key, value);
    }
  }
  return outline;
}

absl::StatusOr<bool> DecodeData(const Outline& outline, std::string_view path, CallIds& ids,
                                llm::v1::ContentBlock& block, FieldKeeper& keeper) {
  const json::Value data = *outline.data[outline.kind];
  const std::string data_path = Join(path, kNames[outline.kind]);
  switch (outline.kind) {
    case kText:
      if (!data.IsString()) return BadField(data_path, "expected a string");
      if (outline.IsThought()) {
        data.AppendText(*block.mutable_thinking()->mutable_text());
        block.mutable_thinking()->set_summary(true);  // The thought itself Google never shows.
      } else {
        data.AppendText(*block.mutable_text()->mutable_text());
      }
      return true;
    case kInlineData:
      return DecodeInlineData(data, data_path, block, keeper);
    case kFileData:
      return DecodeFileData(data, data_path, block, keeper);
    case kFunctionCall:
      return DecodeFunctionCall(data, data_path, ids, *block.mutable_tool_call(), keeper);
    default:
      return DecodeFunctionResponse(data, data_path, ids, *block.mutable_tool_result(), keeper);
  }
}

}  // namespace

absl::Status DecodePart(json::Value part, std::string_view path, CallIds& ids, llm::v1::ContentBlock& block) {
  RETURN_IF_ERROR(CheckObject(part, path));
  FieldKeeper keeper;
  const Outline outline = Read(part, keeper);
  // A medium that was only thought of is no part of the answer.
  const bool known = outline.kinds == 1 && !(outline.IsThought() && outline.kind != kText);
  bool whole = false;
  if (known) {
    ASSIGN_OR_RETURN(whole, DecodeData(outline, path, ids, block, keeper));
  }
  if (!whole) {
    block.Clear();
    block.set_extra_json(std::string(part.raw()));
    return absl::OkStatus();
  }
  if (outline.thought && !outline.IsThought()) keeper.KeepForm("thought", "false");
  if (outline.signature) {
    outline.signature->AppendText(block.has_thinking() ? *block.mutable_thinking()->mutable_signature()
                                                       : *block.mutable_signature());
  }
  keeper.MoveTo(block);
  return absl::OkStatus();
}

}  // namespace signalbox::dialect::gemini
