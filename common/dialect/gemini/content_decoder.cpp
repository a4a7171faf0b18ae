#include "common/dialect/gemini/content_decoder.h"

#include <algorithm>
#include <optional>

#include "common/dialect/field_error.h"
#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/part_decoder.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Message;
using llm::v1::Role;

bool HasOnlyResults(const Message& message) {
  return message.content_size() > 0 &&
         std::all_of(message.content().begin(), message.content().end(),
                     [](const llm::v1::ContentBlock& block) { return block.has_tool_result(); });
}

// The word that is written for a message of this role.
std::string_view WordOf(Role role) {
  if (role == llm::v1::ASSISTANT) return "\"model\"";
  return role == llm::v1::SYSTEM ? "null" : "\"user\"";
}

absl::Status TakeRole(std::optional<json::Value> role, std::string_view path, Role fallback, Message& message,
                      FieldKeeper& keeper) {
  if (role && !role->IsString()) return BadField(Join(path, "role"), "expected a string");
  const bool known =
      !role || fallback == llm::v1::SYSTEM || role->Is("user") || role->Is("model") || role->Is("function");
  if (!known) return BadField(Join(path, "role"), "expected user or model");
  const bool model = role && fallback != llm::v1::SYSTEM && role->Is("model");
  message.set_role(model ? llm::v1::ASSISTANT : HasOnlyResults(message) ? llm::v1::TOOL : fallback);
  const std::string_view written = role ? role->raw() : std::string_view("null");
  if (written != WordOf(message.role())) keeper.KeepForm("role", written);
  return absl::OkStatus();
}

}  // namespace

absl::Status NotAList(std::string_view path) {
  return BadField(path, "expected an array");
}

absl::Status DecodeContent(json::Value content, std::string_view path, Role fallback, CallIds& ids, Message& message) {
  RETURN_IF_ERROR(CheckObject(content, path));
  FieldKeeper keeper;
  std::optional<json::Value> role;
  std::optional<json::Value> parts;
  for (const auto [key, value] : content.members()) {
    if (IsField(key, "role")) {
      if (!value.IsNull()) role = value;
    } else if (IsField(key, "parts")) {
      if (!value.IsNull()) parts = value;
    } else {
      keeper.KeepIn("", key, value);
    }
  }
  if (!parts) {
    keeper.KeepForm("parts", "null");
  } else {
    const auto add = [&](json::Value part, std::string_view place) {
      return DecodePart(part, place, ids, *message.add_content());
    };
    RETURN_IF_ERROR(ForEach(*parts, Join(path, "parts"), add));
    if (parts->IsObject()) keeper.KeepForm("parts", parts->raw());
  }
  RETURN_IF_ERROR(TakeRole(role, path, fallback, message, keeper));
  keeper.MoveTo(message);
  return absl::OkStatus();
}

}  // namespace signalbox::dialect::gemini
