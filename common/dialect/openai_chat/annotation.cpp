#include "common/dialect/openai_chat/annotation.h"

#include <algorithm>
#include <string>

#include "common/dialect/openai_chat/members.h"

namespace signalbox::dialect::openai_chat {
namespace {

std::int64_t IntOf(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value ? value->Int().value_or(0) : 0;
}

}  // namespace

std::optional<llm::v1::Citation> DecodeAnnotation(json::Value annotation) {
  const auto source = ObjectMember(annotation, "url_citation");
  const auto url = source ? StringMember(*source, "url") : std::nullopt;
  if (!url || !MemberIs(annotation, "type", "url_citation")) return std::nullopt;
  llm::v1::Citation citation;
  citation.set_url(url->Text());
  if (const auto title = StringMember(*source, "title")) citation.set_title(title->Text());
  if (const auto content = StringMember(*source, "content")) citation.set_cited_text(content->Text());
  citation.set_start_index(IntOf(*source, "start_index"));
  citation.set_end_index(IntOf(*source, "end_index"));
  citation.set_raw_json(std::string(annotation.raw()));
  return citation;
}

void WriteAnnotation(const llm::v1::Citation& citation, std::int64_t offset, json::Writer& writer) {
  writer.BeginObject().Key("type").String("url_citation").Key("url_citation").BeginObject();
  writer.Key("start_index").Int(offset + citation.start_index());
  writer.Key("end_index").Int(offset + citation.end_index());
  writer.Key("url").String(citation.url()).Key("title").String(citation.title());
  writer.EndObject().EndObject();
}

std::int64_t CountCharacters(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

}  // namespace signalbox::dialect::openai_chat
