#include "common/dialect/openai_responses/media_part.h"

#include <optional>
#include <string>

#include <fmt/format.h>

#include "common/dialect/data_url.h"
#include "common/dialect/field_error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::ContentBlock;

// The string called `name`; nothing when it is absent, null or empty, which its canonical field cannot tell apart.
absl::StatusOr<std::optional<std::string>> Text(json::Value object, std::string_view name, std::string_view path) {
  const auto value = object.Find(name);
  if (!value || value->IsNull() || value->Is("")) return std::optional<std::string>();
  if (!value->IsString()) return BadField(fmt::format("{}.{}", path, name), "expected a string");
  return std::optional<std::string>(value->Text());
}

absl::StatusOr<MediaFields> DecodeImage(json::Value part, std::string_view path, llm::v1::Image& image) {
  MediaFields taken{"type"};
  ASSIGN_OR_RETURN(const auto url, Text(part, "image_url", path));
  ASSIGN_OR_RETURN(const auto file_id, Text(part, "file_id", path));
  ASSIGN_OR_RETURN(const auto detail, Text(part, "detail", path));
  if (!url && !file_id) return BadField(path, "needs image_url or file_id");
  taken.Add(url ? "image_url" : "file_id");
  auto content = url ? DecodeDataUrl(*url) : std::nullopt;
  if (content) {
    image.set_content(std::move(content->bytes));
    image.set_media_type(std::move(content->media_type));
  } else {
    url ? image.set_url(*url) : image.set_file_id(*file_id);
  }
  if (detail) {
    image.set_detail(*detail);
    taken.Add("detail");
  }
  return taken;
}

absl::StatusOr<MediaFields> DecodeFile(json::Value part, std::string_view path, llm::v1::File& file) {
  MediaFields taken{"type"};
  ASSIGN_OR_RETURN(const auto id, Text(part, "file_id", path));
  ASSIGN_OR_RETURN(const auto content, Text(part, "file_data", path));
  ASSIGN_OR_RETURN(const auto url, Text(part, "file_url", path));
  ASSIGN_OR_RETURN(const auto filename, Text(part, "filename", path));
  if (id) {
    file.set_file_id(*id);
    taken.Add("file_id");
  } else if (content) {
    file.set_data_url(*content);
    taken.Add("file_data");
  } else if (url) {
    file.set_url(*url);
    taken.Add("file_url");
  } else {
    return BadField(path, "needs file_id, file_data or file_url");
  }
  if (filename) {
    file.set_filename(*filename);
    taken.Add("filename");
  }
  return taken;
}

absl::StatusOr<MediaFields> DecodeAudio(json::Value part, std::string_view path, llm::v1::Audio& audio) {
  const auto payload = part.Find("input_audio");
  const std::string place = fmt::format("{}.input_audio", path);
  if (!payload || !payload->IsObject()) return BadField(place, "expected an object");
  ASSIGN_OR_RETURN(const auto content, Text(*payload, "data", place));
  ASSIGN_OR_RETURN(const auto format, Text(*payload, "format", place));
  auto bytes = content ? DecodeBase64(*content) : std::nullopt;
  if (!bytes) return BadField(fmt::format("{}.data", place), "expected base64");
  audio.set_content(*std::move(bytes));
  audio.set_format(format.value_or(""));
  std::size_t members = 0;
  for ([[maybe_unused]] const auto member : payload->members()) ++members;
  return members == 2 && format ? MediaFields{"type", "input_audio"} : MediaFields{"type"};
}

void WriteImage(const llm::v1::Image& image, bool own, ObjectWriter& object, json::Writer& writer) {
  if (object.Wants("type")) writer.String("input_image");
  if (image.has_file_id()) {
    if (object.Wants("file_id")) writer.String(image.file_id());
  } else if (object.Wants("image_url")) {
    writer.String(image.has_content() ? EncodeDataUrl(image.media_type(), image.content()) : image.url());
  }
  if (!image.detail().empty()) {
    if (object.Wants("detail")) writer.String(image.detail());
  } else if (!own && object.Wants("detail")) {
    writer.String("auto");
  }
}

// A document's name is demanded along with its content.
void WriteInlineFile(const llm::v1::File& file, bool own, ObjectWriter& object, json::Writer& writer) {
  const bool is_text = file.has_text();
  if (object.Wants("file_data")) {
    writer.String(is_text ? EncodeDataUrl("text/plain", file.text()) : file.data_url());
  }
  if (file.filename().empty() && !own && object.Wants("filename")) writer.String(is_text ? "file.txt" : "file");
}

void WriteFile(const llm::v1::File& file, bool own, ObjectWriter& object, json::Writer& writer) {
  if (object.Wants("type")) writer.String("input_file");
  if (file.has_file_id()) {
    if (object.Wants("file_id")) writer.String(file.file_id());
  } else if (file.has_url()) {
    if (object.Wants("file_url")) writer.String(file.url());
  } else {
    WriteInlineFile(file, own, object, writer);
  }
  if (!file.filename().empty() && object.Wants("filename")) writer.String(file.filename());
}

void WriteAudio(const llm::v1::Audio& audio, ObjectWriter& object, json::Writer& writer) {
  if (object.Wants("type")) writer.String("input_audio");
  if (!object.Wants("input_audio")) return;
  writer.BeginObject().Key("data").String(EncodeBase64(audio.content()));
  writer.Key("format").String(audio.format()).EndObject();
}

}  // namespace

bool IsMediaType(json::Value type) {
  return type.Is("input_image") || type.Is("input_file") || type.Is("input_audio");
}

absl::StatusOr<MediaFields> DecodeMedia(json::Value part, std::string_view path, ContentBlock& block) {
  const json::Value type = *part.Find("type");
  if (type.Is("input_image")) return DecodeImage(part, path, *block.mutable_image());
  if (type.Is("input_file")) return DecodeFile(part, path, *block.mutable_file());
  return DecodeAudio(part, path, *block.mutable_audio());
}

void WriteMedia(const ContentBlock& block, bool own, ObjectWriter& object, json::Writer& writer) {
  if (block.has_image()) WriteImage(block.image(), own, object, writer);
  if (block.has_file()) WriteFile(block.file(), own, object, writer);
  if (block.has_audio()) WriteAudio(block.audio(), object, writer);
}

}  // namespace signalbox::dialect::openai_responses
