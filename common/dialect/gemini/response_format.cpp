#include "common/dialect/gemini/response_format.h"

#include <optional>
#include <string>

#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/schema.h"

namespace signalbox::dialect::gemini {
namespace {

using Format = llm::v1::ResponseFormat;

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kText = "text/plain";
constexpr std::string_view kSchemaForm = "generationConfig.responseSchema";
constexpr std::string_view kJsonSchemaForm = "generationConfig.responseJsonSchema";

std::string Named(std::string_view schema) {
  std::string named = R"({"name":"response","schema":)";
  named += schema;
  named += '}';
  return named;
}

// The schema itself, whether a dialect puts a name beside it or not. No schema has a member called "schema".
std::string SchemaIn(const std::string& json_schema) {
  json::Document document;
  if (!document.Read(json_schema).ok() || !document.root().IsObject()) return {};
  const auto inner = document.root().Find("schema");
  if (inner && inner->IsObject()) return std::string(inner->raw());
  return document.root().Find("name") ? std::string() : json_schema;
}

}  // namespace

bool IsResponseFormatField(json::Value key) {
  return IsField(key, "responseMimeType") || IsField(key, "responseSchema") || IsField(key, "responseJsonSchema");
}

bool DecodeResponseFormat(json::Value config, llm::v1::Conversation& into, FieldKeeper& keeper) {
  const auto type = FindField(config, "responseMimeType");
  const auto own = FindField(config, "responseSchema");
  const auto schema = FindField(config, "responseJsonSchema");
  if (!type || (own && schema) || (own && !own->IsObject()) || (schema && !schema->IsObject())) return false;
  if (!type->Is(kJson) && (own || schema || !type->Is(kText))) return false;
  Format& format = *into.mutable_response_format();
  format.set_kind(type->Is(kText) ? Format::TEXT : own || schema ? Format::JSON_SCHEMA : Format::JSON_OBJECT);
  if (schema) format.set_json_schema_json(Named(schema->raw()));
  if (own) {
    format.set_json_schema_json(Named(ToJsonSchema(*own)));
    keeper.KeepForm(kJsonSchemaForm, "null");
    keeper.KeepForm(kSchemaForm, own->raw());
  }
  return true;
}

void WriteResponseFormat(const llm::v1::Conversation& conversation, const KeptFields& kept, FieldWriter& config,
                         json::Writer& writer) {
  const Format& format = conversation.response_format();
  if (format.kind() == Format::KIND_UNSPECIFIED) return;
  if (config.Wants("responseMimeType")) writer.String(format.kind() == Format::TEXT ? kText : kJson);
  if (format.kind() != Format::JSON_SCHEMA) return;
  if (const auto own = kept.Form(kSchemaForm)) {
    writer.Key("responseSchema").Raw(own->raw());
    return;
  }
  const std::string schema = SchemaIn(format.json_schema_json());
  if (!schema.empty() && config.Wants("responseJsonSchema")) writer.Raw(schema);
}

}  // namespace signalbox::dialect::gemini
