#include "common/dialect/openai_responses/references.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/openai_responses/request_view.h"
#include "common/dialect/splice.h"
#include "common/json/writer.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

// An item of nothing but an id is a reference too: its type may be left out.
bool IsReference(json::Value item) {
  if (!item.IsObject()) return false;
  const auto type = item.Find("type");
  if (type && !type->IsNull()) return type->Is("item_reference");
  return item.Find("id") && !item.Find("role");
}

absl::StatusOr<std::string> IdOf(json::Value item, std::size_t index) {
  constexpr std::size_t kMaxIdBytes = 256;
  const auto id = item.Find("id");
  std::string text = id && id->IsString() ? id->Text() : std::string();
  if (!text.empty() && text.size() <= kMaxIdBytes) return text;
  return BadField(fmt::format("input[{}].id", index), fmt::format("expected a string of 1 to {} bytes", kMaxIdBytes));
}

absl::Status NoSuchItem(const std::string& id, std::size_t index) {
  return Error(absl::StatusCode::kNotFound, "ITEM_NOT_FOUND", fmt::format("Item with id '{}' not found.", id),
               {{"field", fmt::format("input[{}].id", index)}});
}

/// The item as it can be sent again; empty when it cannot.
absl::StatusOr<std::string> Sendable(std::string_view item) {
  json::Document document;
  RETURN_IF_ERROR(document.Read(item));
  const auto type = document.root().Find("type");
  if (type && type->Is("reasoning")) return std::string();
  std::string sendable("{");
  for (const auto [key, value] : document.root().members()) {
    if (key.Is("id") || key.Is("status")) continue;
    if (sendable.size() > 1) sendable += ',';
    sendable += key.raw();
    sendable += ':';
    sendable += value.raw();
  }
  sendable += '}';
  return sendable;
}

// A short body may name a long item many times.
absl::Status TooLarge() {
  return Error(absl::StatusCode::kOutOfRange, "BODY_TOO_LARGE", "the items that are named are too large together",
               {{"field", "input"}});
}

absl::StatusOr<std::string> ListWith(json::Value input, const ItemsById& items) {
  std::string list("[");
  std::size_t index = 0;
  std::size_t filled_in = 0;
  for (const json::Value item : input.elements()) {
    std::string resolved;
    std::string_view text = item.raw();
    if (IsReference(item)) {
      ASSIGN_OR_RETURN(const std::string id, IdOf(item, index));
      const auto known = items.find(id);
      if (known == items.end()) return NoSuchItem(id, index);
      ASSIGN_OR_RETURN(resolved, Sendable(known->second));
      text = resolved;
      filled_in += resolved.size();
      if (filled_in > kMaxFilledInBytes) return TooLarge();
    }
    ++index;
    if (text.empty()) continue;
    if (list.size() > 1) list += ',';
    list += text;
  }
  list += ']';
  return list;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ReferencesIn(json::Value input) {
  std::vector<std::string> ids;
  if (!input.IsArray()) return ids;
  std::size_t index = 0;
  for (const json::Value item : input.elements()) {
    if (IsReference(item)) {
      ASSIGN_OR_RETURN(std::string id, IdOf(item, index));
      ids.push_back(std::move(id));
    }
    ++index;
  }
  if (ids.size() > kMaxReferences) return BadField("input", fmt::format("more than {} references", kMaxReferences));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

absl::StatusOr<std::string> WithItems(std::string_view body, const ItemsById& items) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  if (!view.input() || !view.input()->IsArray()) return std::string(body);
  ASSIGN_OR_RETURN(std::string list, ListWith(*view.input(), items));
  Splice splice(body);
  splice.Replace(*view.input(), std::move(list));
  return splice.Apply();
}

}  // namespace signalbox::dialect::openai_responses
