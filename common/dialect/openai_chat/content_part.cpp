#include "common/dialect/openai_chat/content_part.h"

#include <string>
#include <string_view>

#include "common/dialect/data_url.h"
#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_chat/cache_marker.h"

namespace signalbox::dialect::openai_chat {
namespace {

// Reads named strings off an object, and notices whether it holds anything else.
class Strings {
 public:
  explicit Strings(json::Value object) : object_(object) {}

  std::string Take(std::string_view name) {
    if (!object_.IsObject()) return {};
    const auto value = object_.Find(name);
    if (!value || !value->IsString()) return {};
    std::string text = value->Text();
    if (!text.empty()) ++taken_;
    return text;
  }

  bool TookAll() const {
    std::size_t members = 0;
    if (!object_.IsObject()) return false;
    for ([[maybe_unused]] const auto member : object_.members()) ++members;
    return members == taken_;
  }

 private:
  const json::Value object_;
  std::size_t taken_ = 0;
};

bool DecodeImage(json::Value payload, llm::v1::Image& image) {
  Strings fields(payload);
  const std::string url = fields.Take("url");
  image.set_detail(fields.Take("detail"));
  if (auto content = DecodeDataUrl(url)) {
    image.set_content(std::move(content->bytes));
    image.set_media_type(std::move(content->media_type));
  } else {
    image.set_url(url);
  }
  return !url.empty() && fields.TookAll();
}

bool DecodeAudio(json::Value payload, llm::v1::Audio& audio) {
  Strings fields(payload);
  const auto bytes = DecodeBase64(fields.Take("data"));
  audio.set_content(bytes.value_or(""));
  audio.set_format(fields.Take("format"));
  return bytes && fields.TookAll();
}

bool DecodeFile(json::Value payload, llm::v1::File& file) {
  Strings fields(payload);
  const std::string id = fields.Take("file_id");
  const std::string data = fields.Take("file_data");
  file.set_filename(fields.Take("filename"));
  id.empty() ? file.set_data_url(data) : file.set_file_id(id);
  return id.empty() != data.empty() && fields.TookAll();
}

// The member that carries a part's content has the part's type as its name. False when the block cannot say it all.
bool DecodePayload(json::Value type, json::Value payload, llm::v1::ContentBlock& block) {
  if (type.Is("image_url")) return DecodeImage(payload, *block.mutable_image());
  if (type.Is("input_audio")) return DecodeAudio(payload, *block.mutable_audio());
  if (type.Is("file")) return DecodeFile(payload, *block.mutable_file());
  if (!payload.IsString()) return false;
  if (type.Is("text")) block.mutable_text()->set_text(payload.Text());
  if (type.Is("refusal")) block.mutable_refusal()->set_text(payload.Text());
  return block.block_case() != llm::v1::ContentBlock::BLOCK_NOT_SET;
}

void WriteImage(const llm::v1::Image& image, json::Writer& writer) {
  writer.BeginObject().Key("url");
  writer.String(image.has_content() ? EncodeDataUrl(image.media_type(), image.content()) : image.url());
  if (!image.detail().empty()) writer.Key("detail").String(image.detail());
  writer.EndObject();
}

void WriteAudio(const llm::v1::Audio& audio, json::Writer& writer) {
  writer.BeginObject().Key("data").String(EncodeBase64(audio.content()));
  if (!audio.format().empty()) writer.Key("format").String(audio.format());
  writer.EndObject();
}

void WriteFile(const llm::v1::File& file, json::Writer& writer) {
  writer.BeginObject();
  file.has_file_id() ? writer.Key("file_id").String(file.file_id()) : writer.Key("file_data").String(file.data_url());
  if (!file.filename().empty()) writer.Key("filename").String(file.filename());
  writer.EndObject();
}

std::string_view TypeOf(const llm::v1::ContentBlock& block) {
  if (block.has_text()) return "text";
  if (block.has_image()) return "image_url";
  if (block.has_audio()) return "input_audio";
  if (block.has_file()) return "file";
  return block.has_refusal() ? "refusal" : "";
}

void WritePayload(const llm::v1::ContentBlock& block, json::Writer& writer) {
  if (block.has_text()) writer.String(block.text().text());
  if (block.has_image()) WriteImage(block.image(), writer);
  if (block.has_audio()) WriteAudio(block.audio(), writer);
  if (block.has_file()) WriteFile(block.file(), writer);
  if (block.has_refusal()) writer.String(block.refusal().text());
}

bool TakeCacheMarker(json::Value value, llm::v1::ContentBlock& block) {
  auto marker = DecodeCacheMarker(value);
  if (marker) *block.mutable_cache() = *std::move(marker);
  return block.has_cache();
}

}  // namespace

llm::v1::ContentBlock DecodePart(json::Value part) {
  llm::v1::ContentBlock block;
  const auto type = part.Find("type");
  const auto payload = type && type->IsString() ? part.Find(type->Text()) : std::nullopt;
  if (!payload || !DecodePayload(*type, *payload, block)) {
    block.Clear();
    block.set_extra_json(std::string(part.raw()));
    return block;
  }
  ExtraFields extra;
  for (const auto [key, value] : part.members()) {
    if (key.Is("type") || key.Is(type->Text()) || (key.Is("cache_control") && TakeCacheMarker(value, block))) continue;
    extra.Keep(key, value);
  }
  block.set_extra_json(extra.Take());
  block.set_form_json(std::string(kPartMark));
  return block;
}

void WritePart(const llm::v1::ContentBlock& block, json::Writer& writer) {
  ObjectWriter object(writer, block.extra_json());
  const std::string_view type = TypeOf(block);
  if (!type.empty()) {
    if (object.Wants("type")) writer.String(type);
    if (object.Wants(type)) WritePayload(block, writer);
    if (block.has_cache() && object.Wants("cache_control")) WriteCacheMarker(block.cache(), writer);
  }
  object.Finish();
}

void WriteBarePart(const llm::v1::ContentBlock& block, json::Writer& writer) {
  const std::string_view type = TypeOf(block);
  writer.BeginObject().Key("type").String(type).Key(type);
  WritePayload(block, writer);
  writer.EndObject();
}

}  // namespace signalbox::dialect::openai_chat
