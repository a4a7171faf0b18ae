#include "common/dialect/gemini/tool_config.h"

#include <optional>

#include "common/dialect/gemini/names.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

using Choice = llm::v1::ToolChoice;

constexpr std::string_view kConfig = "toolConfig";
constexpr std::string_view kCalling = "toolConfig.functionCallingConfig";

Choice::Mode ModeOf(json::Value mode) {
  if (mode.Is("AUTO")) return Choice::AUTO;
  if (mode.Is("ANY")) return Choice::REQUIRED;
  return mode.Is("NONE") ? Choice::NONE : Choice::MODE_UNSPECIFIED;
}

std::string_view WordOf(Choice::Mode mode) {
  switch (mode) {
    case Choice::NONE:
      return "NONE";
    case Choice::REQUIRED:
    case Choice::NAMED:
      return "ANY";
    default:
      return "AUTO";
  }
}

// The one function that is allowed, if there is one.
std::optional<std::string> OnlyName(std::optional<json::Value> names) {
  if (!names || !names->IsArray() || names->Empty()) return std::nullopt;
  auto name = names->elements().begin();
  const json::Value first = *name;
  if (++name != names->elements().end() || !first.IsString() || first.Is("")) return std::nullopt;
  return first.Text();
}

absl::Status DecodeCalling(json::Value calling, llm::v1::Conversation& into, FieldKeeper& keeper) {
  RETURN_IF_ERROR(CheckObject(calling, kCalling));
  const auto mode = FindField(calling, "mode");
  const Choice::Mode known = mode ? ModeOf(*mode) : Choice::MODE_UNSPECIFIED;
  const auto only = known == Choice::REQUIRED ? OnlyName(FindField(calling, "allowedFunctionNames")) : std::nullopt;
  for (const auto [key, value] : calling.members()) {
    const bool said =
        (known != Choice::MODE_UNSPECIFIED && key.Is("mode")) || (only && IsField(key, "allowedFunctionNames"));
    if (!said) keeper.KeepIn(kCalling, key, value);
  }
  if (known == Choice::MODE_UNSPECIFIED) return absl::OkStatus();
  into.mutable_tool_choice()->set_mode(only ? Choice::NAMED : known);
  if (only) into.mutable_tool_choice()->set_name(*only);
  return absl::OkStatus();
}

}  // namespace

absl::Status DecodeToolConfig(json::Value config, llm::v1::Conversation& into, FieldKeeper& keeper) {
  RETURN_IF_ERROR(CheckObject(config, kConfig));
  if (config.Empty()) keeper.Keep(kConfig, config);
  for (const auto [key, value] : config.members()) {
    if (IsField(key, "functionCallingConfig") && value.IsObject() && !value.Empty()) {
      RETURN_IF_ERROR(DecodeCalling(value, into, keeper));
    } else {
      keeper.KeepIn(kConfig, key, value);
    }
  }
  return absl::OkStatus();
}

void WriteToolConfig(const llm::v1::Conversation& conversation, const KeptFields& kept, FieldWriter& body,
                     json::Writer& writer) {
  const bool calling = conversation.has_tool_choice() || kept.HasIn(kCalling);
  if ((!calling && !kept.HasIn(kConfig)) || !body.Wants(kConfig)) return;
  FieldWriter config(writer, kept, kConfig);
  if (calling && config.Wants("functionCallingConfig")) {
    const Choice& choice = conversation.tool_choice();
    FieldWriter object(writer, kept, kCalling);
    if (conversation.has_tool_choice() && object.Wants("mode")) writer.String(WordOf(choice.mode()));
    if (choice.mode() == Choice::NAMED && object.Wants("allowedFunctionNames")) {
      writer.BeginArray().String(choice.name()).EndArray();
    }
    object.Finish();
  }
  config.Finish();
}

}  // namespace signalbox::dialect::gemini
