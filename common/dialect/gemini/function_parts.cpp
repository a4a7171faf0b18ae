#include "common/dialect/gemini/function_parts.h"

#include <optional>

#include "common/dialect/field_error.h"
#include "common/dialect/gemini/media.h"
#include "common/dialect/gemini/names.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

// Not so deep that the body around it could not be read again; white space around it would be lost.
bool IsContainer(std::string_view text) {
  const bool looks_so =
      !text.empty() && (text.front() == '{' || text.front() == '[') && (text.back() == '}' || text.back() == ']');
  json::Document document;
  return looks_so && document.Read(text, {.max_depth = 64}).ok();
}

std::string Encoded(const llm::v1::ToolResult& result) {
  json::Writer writer;
  WriteResponse(result, writer);
  return writer.Take();
}

std::string AsText(json::Value value) {
  return value.IsString() ? value.Text() : std::string(value.raw());
}

std::size_t CountMembers(json::Value object) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto member : object.members()) ++count;
  return count;
}

// White space and escapes aside, which a parser does not see either.
bool SaysTheSame(json::Value value, std::string_view text) {
  json::Document document;
  if (!document.Read(text).ok() || CountMembers(value) != 1 || CountMembers(document.root()) != 1) return false;
  const auto [key, held] = *value.members().begin();
  const auto [other_key, other] = *document.root().members().begin();
  if (key.Text() != other_key.Text() || held.type() != other.type()) return false;
  return held.IsString() ? held.Text() == other.Text() : held.raw() == other.raw();
}

void DecodeAnswer(json::Value response, llm::v1::ToolResult& into, FieldKeeper& keeper) {
  const bool single = CountMembers(response) == 1;
  const auto error = single ? response.Find("error") : std::nullopt;
  const auto result = single ? response.Find("result") : std::nullopt;
  const bool can_hold = (error && (error->IsString() || error->IsObject() || error->IsArray())) ||
                        (result && (result->IsString() || result->IsObject() || result->IsArray()));
  into.set_is_error(can_hold && error.has_value());
  into.add_content()->mutable_text()->set_text(can_hold ? AsText(error ? *error : *result)
                                                        : std::string(response.raw()));
  if (!SaysTheSame(response, Encoded(into))) keeper.KeepForm("functionResponse.response", response.raw());
}

// A medium beside the answer; what is none is kept whole.
absl::Status DecodeResponsePart(json::Value part, const std::string& path, llm::v1::ContentBlock& block) {
  RETURN_IF_ERROR(CheckObject(part, path));
  FieldKeeper keeper;
  bool whole = false;
  int kinds = 0;
  for (const auto [key, value] : part.members()) {
    if (IsField(key, "inlineData")) {
      ASSIGN_OR_RETURN(whole, DecodeInlineData(value, Join(path, "inlineData"), block, keeper));
      ++kinds;
    } else if (IsField(key, "fileData")) {
      ASSIGN_OR_RETURN(whole, DecodeFileData(value, Join(path, "fileData"), block, keeper));
      ++kinds;
    } else {
      keeper.KeepIn("", key, value);
    }
  }
  if (whole && kinds == 1) {
    keeper.MoveTo(block);
  } else {
    block.Clear();
    block.set_extra_json(std::string(part.raw()));
  }
  return absl::OkStatus();
}

absl::Status DecodeResponseParts(json::Value parts, const std::string& path, llm::v1::ToolResult& into) {
  if (!parts.IsArray()) return BadField(path, "expected an array");
  int index = 0;
  for (const json::Value part : parts.elements()) {
    std::string place = path;
    place += '[';
    place += std::to_string(index++);
    place += ']';
    RETURN_IF_ERROR(DecodeResponsePart(part, place, *into.add_content()));
  }
  return absl::OkStatus();
}

struct Outline {
  std::string name;
  std::string id;
  std::optional<json::Value> content;  // args or response.
  std::optional<json::Value> parts;
};

absl::StatusOr<Outline> Read(json::Value object, std::string_view path, std::string_view object_name,
                             std::string_view content_name, FieldKeeper& keeper) {
  RETURN_IF_ERROR(CheckObject(object, path));
  Outline outline;
  for (const auto [key, value] : object.members()) {
    if (IsField(key, "name") && value.IsString()) {
      outline.name = value.Text();
    } else if (IsField(key, "id") && value.IsString()) {
      outline.id = value.Text();
    } else if (IsField(key, content_name)) {
      if (!value.IsNull()) outline.content = value;
    } else if (IsField(key, "parts") && content_name == "response") {
      if (!value.IsNull()) outline.parts = value;
    } else {
      keeper.KeepIn(object_name, key, value);
    }
  }
  if (outline.content && !outline.content->IsObject()) return BadField(Join(path, content_name), "expected an object");
  return outline;
}

}  // namespace

absl::StatusOr<bool> DecodeFunctionCall(json::Value call, std::string_view path, CallIds& ids, llm::v1::ToolCall& into,
                                        FieldKeeper& keeper) {
  ASSIGN_OR_RETURN(const Outline outline, Read(call, path, "functionCall", "args", keeper));
  into.set_id(ids.OfCall(outline.name, outline.id));
  into.set_name(outline.name);
  into.set_arguments_json(outline.content ? std::string(outline.content->raw()) : "{}");
  if (!outline.content) keeper.KeepForm("functionCall.args", "null");
  return true;
}

absl::StatusOr<bool> DecodeFunctionResponse(json::Value response, std::string_view path, CallIds& ids,
                                            llm::v1::ToolResult& into, FieldKeeper& keeper) {
  ASSIGN_OR_RETURN(const Outline outline, Read(response, path, "functionResponse", "response", keeper));
  into.set_tool_call_id(ids.OfResult(outline.name, outline.id));
  into.set_name(outline.name);
  if (outline.id.empty() && !CallIds::IsMadeUp(into.tool_call_id())) keeper.KeepForm("functionResponse.id", "null");
  if (outline.content) {
    DecodeAnswer(*outline.content, into, keeper);
  } else {
    keeper.KeepForm("functionResponse.response", "null");
  }
  if (outline.parts) RETURN_IF_ERROR(DecodeResponseParts(*outline.parts, Join(path, "parts"), into));
  if (outline.parts && outline.parts->Empty()) keeper.Keep("functionResponse.parts", *outline.parts);
  return true;
}

void WriteResponse(const llm::v1::ToolResult& result, json::Writer& writer) {
  const std::string text = TextOf(result);
  writer.BeginObject().Key(result.is_error() ? "error" : "result");
  IsContainer(text) ? writer.Raw(text) : writer.String(text);
  writer.EndObject();
}

std::string TextOf(const llm::v1::ToolResult& result) {
  std::string text;
  bool first = true;
  for (const llm::v1::ContentBlock& block : result.content()) {
    if (!block.has_text() && !block.has_refusal()) continue;
    if (!first) text += '\n';
    text += block.has_text() ? block.text().text() : block.refusal().text();
    first = false;
  }
  return text;
}

}  // namespace signalbox::dialect::gemini
