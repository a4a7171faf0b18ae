#include "common/dialect/gemini/schema.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/dialect/gemini/names.h"
#include "common/json/writer.h"

namespace signalbox::dialect::gemini {
namespace {

constexpr std::array<std::string_view, 6> kCounts = {"minItems",  "maxItems",      "minLength",
                                                     "maxLength", "minProperties", "maxProperties"};
// Names that JSON Schema knows by one spelling only.
constexpr std::array<std::string_view, 4> kRenamed = {"anyOf", "propertyOrdering", "additionalProperties",
                                                      "prefixItems"};

std::string_view Known(json::Value key) {
  for (const std::string_view name : kCounts) {
    if (IsField(key, name)) return name;
  }
  for (const std::string_view name : kRenamed) {
    if (IsField(key, name)) return name;
  }
  return {};
}

bool IsNullable(json::Value schema) {
  const auto nullable = schema.Find("nullable");
  return nullable && nullable->Bool().value_or(false);
}

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

void Write(json::Value schema, json::Writer& writer);

void WriteType(json::Value type, bool nullable, json::Writer& writer) {
  const std::string name = Lower(type.Text());
  if (name == "type_unspecified") return;
  writer.Key("type");
  if (!nullable) {
    writer.String(name);
    return;
  }
  writer.BeginArray().String(name).String("null").EndArray();
}

void WriteProperties(json::Value properties, json::Writer& writer) {
  writer.BeginObject();
  for (const auto [key, value] : properties.members()) {
    writer.Key(key.Text());
    Write(value, writer);
  }
  writer.EndObject();
}

void WriteMember(json::Value key, json::Value value, bool nullable, bool has_type, json::Writer& writer) {
  if (key.Is("type") && value.IsString()) return WriteType(value, nullable, writer);
  if (key.Is("nullable") && value.Bool() && has_type) return;
  const std::string_view known = Known(key);
  writer.Key(known.empty() ? key.Text() : std::string(known));
  const bool is_count = std::find(kCounts.begin(), kCounts.end(), known) != kCounts.end();
  const auto count = is_count && value.IsString() ? IntOf(value) : std::nullopt;
  if (count) {
    writer.Int(*count);
  } else if (key.Is("properties") && value.IsObject()) {
    WriteProperties(value, writer);
  } else if (key.Is("items") || known == "anyOf" || known == "additionalProperties" || known == "prefixItems") {
    Write(value, writer);
  } else {
    writer.Raw(value.raw());
  }
}

// A schema, or a list of them.
void Write(json::Value schema, json::Writer& writer) {
  if (schema.IsArray()) {
    writer.BeginArray();
    for (const json::Value element : schema.elements()) Write(element, writer);
    writer.EndArray();
    return;
  }
  if (!schema.IsObject()) {
    writer.Raw(schema.raw());
    return;
  }
  const bool nullable = IsNullable(schema);
  const auto type = schema.Find("type");
  writer.BeginObject();
  for (const auto [key, value] : schema.members()) {
    WriteMember(key, value, nullable, type && type->IsString(), writer);
  }
  writer.EndObject();
}

}  // namespace

std::string ToJsonSchema(json::Value schema) {
  json::Writer writer;
  Write(schema, writer);
  return writer.Take();
}

}  // namespace signalbox::dialect::gemini
