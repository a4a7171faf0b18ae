#include "common/dialect/openai_chat/translated_content.h"

#include "common/dialect/caller_names.h"
#include "common/dialect/openai_chat/content_part.h"

namespace signalbox::dialect::openai_chat {
namespace {

// A provider refuses a document without a name.
constexpr std::string_view kPdfName = "document.pdf";
constexpr std::string_view kFileName = "document";

const std::string& TextOf(const llm::v1::ContentBlock& block) {
  return block.has_file() ? block.file().text() : block.text().text();
}

bool CanBePart(const llm::v1::ContentBlock& block, bool own_ids) {
  if (block.has_image()) return block.image().has_url() || block.image().has_content();
  const llm::v1::File& file = block.file();
  if (block.has_file()) return (own_ids && file.has_file_id()) || file.has_data_url() || file.has_text();
  return block.has_text() || block.has_audio();
}

std::string_view NameOf(const llm::v1::File& file) {
  if (!file.filename().empty()) return file.filename();
  return file.data_url().starts_with("data:application/pdf") ? kPdfName : kFileName;
}

void WriteFile(const llm::v1::File& file, json::Writer& writer) {
  writer.BeginObject().Key("type").String("file").Key("file").BeginObject();
  if (file.has_file_id()) {
    writer.Key("file_id").String(file.file_id());
  } else {
    writer.Key("file_data").String(file.data_url()).Key("filename").String(NameOf(file));
  }
  writer.EndObject().EndObject();
}

void WriteText(const std::string& text, json::Writer& writer) {
  writer.BeginObject().Key("type").String("text").Key("text").String(text).EndObject();
}

}  // namespace

bool IsText(const llm::v1::ContentBlock& block) {
  return block.has_text() || (block.has_file() && block.file().has_text());
}

void NoteLossesBeside(const llm::v1::ContentBlock& block, const BlockPlace& place, Losses& losses) {
  const auto lose = [&](std::string_view within) { losses.Add([&] { return place.Path(within); }); };
  if (block.has_cache()) lose(kCachePath);
  if (block.text().citations_size() > 0) lose(".citations");
  if (!block.signature().empty()) lose(SignaturePath(place.caller()));
  losses.AddExtra([&] { return place.Path("."); }, block.extra_json());
}

void TranslatedContent::Add(const llm::v1::ContentBlock& block, const BlockPlace& place, bool own_ids) {
  if (!CanBePart(block, own_ids)) {
    losses_.Add([&] { return place.Path(); });
    return;
  }
  NoteLossesBeside(block, place, losses_);
  parts_.push_back(&block);
}

std::string TranslatedContent::JoinedText(std::string_view separator) const {
  std::string joined;
  for (const llm::v1::ContentBlock* part : parts_) {
    if (!IsText(*part)) continue;
    if (!joined.empty()) joined += separator;
    joined += TextOf(*part);
  }
  return joined;
}

void TranslatedContent::Write(json::Writer& writer) {
  if (parts_.size() == 1 && IsText(*parts_[0])) {
    writer.String(TextOf(*parts_[0]));
  } else {
    writer.BeginArray();
    for (const llm::v1::ContentBlock* part : parts_) {
      if (IsText(*part)) {
        WriteText(TextOf(*part), writer);
      } else if (part->has_file()) {
        WriteFile(part->file(), writer);
      } else {
        WriteBarePart(*part, writer);
      }
    }
    writer.EndArray();
  }
  parts_.clear();
}

}  // namespace signalbox::dialect::openai_chat
