#include "common/dialect/openai_responses/citation.h"

#include <string>

namespace signalbox::dialect::openai_responses {
namespace {

std::string TextOf(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value && value->IsString() ? value->Text() : std::string();
}

std::int64_t IntOf(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value ? value->Int().value_or(0) : 0;
}

}  // namespace

llm::v1::Citation DecodeCitation(json::Value annotation) {
  llm::v1::Citation citation;
  citation.set_url(TextOf(annotation, "url"));
  citation.set_title(TextOf(annotation, citation.url().empty() ? "filename" : "title"));
  citation.set_start_index(IntOf(annotation, "start_index"));
  citation.set_end_index(IntOf(annotation, "end_index"));
  citation.set_raw_json(std::string(annotation.raw()));
  return citation;
}

bool CanWriteCitation(const llm::v1::Citation& citation, bool own) {
  return !citation.url().empty() || (own && !citation.raw_json().empty());
}

void WriteCitation(const llm::v1::Citation& citation, bool own, json::Writer& writer) {
  if (own && !citation.raw_json().empty()) {
    writer.Raw(citation.raw_json());
    return;
  }
  writer.BeginObject().Key("type").String("url_citation").Key("url").String(citation.url());
  writer.Key("title").String(citation.title());
  writer.Key("start_index").Int(citation.start_index()).Key("end_index").Int(citation.end_index()).EndObject();
}

}  // namespace signalbox::dialect::openai_responses
