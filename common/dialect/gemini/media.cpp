#include "common/dialect/gemini/media.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include <absl/strings/escaping.h>

#include "common/dialect/data_url.h"
#include "common/dialect/field_error.h"
#include "common/dialect/gemini/names.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

constexpr std::string_view kImage = "image/";
constexpr std::string_view kAudio = "audio/";
constexpr std::string_view kEncoding = ";base64,";

// What is said of a medium; all of it strings.
struct Fields {
  std::string media_type;
  std::optional<json::Value> content;  // data or fileUri.
  bool whole = true;
};

Fields Read(json::Value object, std::string_view object_path, std::string_view content_name, FieldKeeper& keeper) {
  Fields fields;
  for (const auto [key, value] : object.members()) {
    if (IsField(key, "mimeType") && value.IsString()) {
      fields.media_type = value.Text();
    } else if (IsField(key, content_name) && value.IsString()) {
      fields.content = value;
    } else {
      keeper.KeepIn(object_path, key, value);
    }
  }
  fields.whole = fields.content.has_value();
  return fields;
}

// Google takes both alphabets, with or without padding.
std::optional<std::string> AnyBase64(const std::string& text) {
  std::string bytes;
  const absl::string_view view(text.data(), text.size());
  if (absl::Base64Unescape(view, &bytes) || absl::WebSafeBase64Unescape(view, &bytes)) return bytes;
  return std::nullopt;
}

absl::StatusOr<std::string> BytesOf(json::Value data, std::string_view path, FieldKeeper& keeper) {
  const std::string text = data.Text();
  if (auto bytes = DecodeBase64(text)) return *std::move(bytes);
  auto bytes = AnyBase64(text);
  if (!bytes) return BadField(Join(path, "data"), "expected base64");
  keeper.KeepForm("inlineData.data", data.raw());
  return *std::move(bytes);
}

std::string FormatOf(std::string_view media_type) {
  const std::string_view format = media_type.substr(kAudio.size());
  if (format == "mpeg") return "mp3";
  if (format == "x-wav" || format == "wave" || format == "vnd.wave") return "wav";
  return std::string(format);
}

absl::Status DecodeAudio(const Fields& fields, std::string_view path, llm::v1::Audio& audio, FieldKeeper& keeper) {
  ASSIGN_OR_RETURN(*audio.mutable_content(), BytesOf(*fields.content, path, keeper));
  audio.set_format(FormatOf(fields.media_type));
  std::string spelled(kAudio);
  spelled += audio.format();
  if (spelled != fields.media_type) {
    std::string quoted;
    json::AppendString(quoted, fields.media_type);
    keeper.KeepForm("inlineData.mimeType", quoted);
  }
  return absl::OkStatus();
}

// What only Google, or only Google's cloud, can read.
bool IsGooglesOwn(std::string_view uri) {
  return uri.starts_with("gs://") || uri.starts_with("https://generativelanguage.googleapis.com/");
}

std::string MediaTypeByName(std::string_view url) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTypes = {{{".png", "image/png"},
                                                                                            {".jpg", "image/jpeg"},
                                                                                            {".jpeg", "image/jpeg"},
                                                                                            {".webp", "image/webp"},
                                                                                            {".gif", "image/gif"},
                                                                                            {".heic", "image/heic"},
                                                                                            {".heif", "image/heif"},
                                                                                            {".pdf", "application/pdf"},
                                                                                            {".txt", "text/plain"},
                                                                                            {".mp3", "audio/mp3"},
                                                                                            {".wav", "audio/wav"},
                                                                                            {".mp4", "video/mp4"}}};
  url = url.substr(0, url.find_first_of("?#"));
  for (const auto& [ending, type] : kTypes) {
    if (url.ends_with(ending)) return std::string(type);
  }
  return {};
}

void WriteInline(std::string_view media_type, std::string_view base64, const KeptFields& kept, FieldWriter& part,
                 json::Writer& writer) {
  if (!part.Wants("inlineData")) return;
  FieldWriter object(writer, kept, "inlineData");
  if (object.Wants("mimeType")) writer.String(media_type);
  if (object.Wants("data")) writer.String(base64);
  object.Finish();
}

void WriteByAddress(const std::string& media_type, const std::string& uri, const KeptFields& kept, FieldWriter& part,
                    json::Writer& writer) {
  if (!part.Wants("fileData")) return;
  FieldWriter object(writer, kept, "fileData");
  const std::string type = media_type.empty() ? MediaTypeByName(uri) : media_type;
  if (!type.empty() && object.Wants("mimeType")) writer.String(type);
  if (object.Wants("fileUri")) writer.String(uri);
  object.Finish();
}

struct DataUrl {
  std::string_view media_type;
  std::string_view base64;
};

std::optional<DataUrl> Split(std::string_view url) {
  const std::size_t encoding = url.find(kEncoding);
  if (!url.starts_with("data:") || encoding == url.npos) return std::nullopt;
  return DataUrl{url.substr(5, encoding - 5), url.substr(encoding + kEncoding.size())};
}

void WriteFile(const llm::v1::File& file, const KeptFields& kept, FieldWriter& part, json::Writer& writer) {
  if (file.has_text()) return WriteInline("text/plain", EncodeBase64(file.text()), kept, part, writer);
  if (!file.has_data_url()) {
    return WriteByAddress(file.media_type(), file.has_url() ? file.url() : file.file_id(), kept, part, writer);
  }
  if (const auto url = Split(file.data_url())) WriteInline(url->media_type, url->base64, kept, part, writer);
}

}  // namespace

absl::StatusOr<bool> DecodeInlineData(json::Value data, std::string_view path, llm::v1::ContentBlock& block,
                                      FieldKeeper& keeper) {
  RETURN_IF_ERROR(CheckObject(data, path));
  const Fields fields = Read(data, "inlineData", "data", keeper);
  if (!fields.whole || fields.media_type.empty()) return false;
  if (fields.media_type.starts_with(kImage)) {
    ASSIGN_OR_RETURN(*block.mutable_image()->mutable_content(), BytesOf(*fields.content, path, keeper));
    block.mutable_image()->set_media_type(fields.media_type);
  } else if (fields.media_type.starts_with(kAudio)) {
    RETURN_IF_ERROR(DecodeAudio(fields, path, *block.mutable_audio(), keeper));
  } else {
    if (fields.media_type.find(kEncoding) != std::string::npos) return false;
    std::string& url = *block.mutable_file()->mutable_data_url();
    url = "data:";
    url += fields.media_type;
    url += kEncoding;
    fields.content->AppendText(url);
  }
  return true;
}

absl::StatusOr<bool> DecodeFileData(json::Value data, std::string_view path, llm::v1::ContentBlock& block,
                                    FieldKeeper& keeper) {
  RETURN_IF_ERROR(CheckObject(data, path));
  const Fields fields = Read(data, "fileData", "fileUri", keeper);
  if (!fields.whole) return false;
  std::string uri = fields.content->Text();
  const bool own = IsGooglesOwn(uri);
  if (fields.media_type.empty() && !MediaTypeByName(uri).empty()) keeper.KeepForm("fileData.mimeType", "null");
  if (fields.media_type.starts_with(kImage)) {
    llm::v1::Image& image = *block.mutable_image();
    own ? image.set_file_id(std::move(uri)) : image.set_url(std::move(uri));
    image.set_media_type(fields.media_type);
  } else {
    llm::v1::File& file = *block.mutable_file();
    own ? file.set_file_id(std::move(uri)) : file.set_url(std::move(uri));
    file.set_media_type(fields.media_type);
  }
  return true;
}

bool CanWriteMedia(const llm::v1::ContentBlock& block, bool own_ids) {
  switch (block.block_case()) {
    case llm::v1::ContentBlock::kImage:
      return block.image().has_content() || block.image().has_url() || (own_ids && block.image().has_file_id());
    case llm::v1::ContentBlock::kAudio:
      return true;
    case llm::v1::ContentBlock::kFile:
      if (block.file().has_data_url()) return Split(block.file().data_url()).has_value();
      return block.file().has_url() || block.file().has_text() || (own_ids && block.file().has_file_id());
    default:
      return false;
  }
}

void WriteMedia(const llm::v1::ContentBlock& block, const KeptFields& kept, FieldWriter& part, json::Writer& writer) {
  if (block.has_image()) {
    const llm::v1::Image& image = block.image();
    if (image.has_content()) {
      return WriteInline(image.media_type(), EncodeBase64(image.content()), kept, part, writer);
    }
    return WriteByAddress(image.media_type(), image.has_url() ? image.url() : image.file_id(), kept, part, writer);
  }
  if (block.has_audio()) {
    std::string media_type(kAudio);
    media_type += block.audio().format();
    return WriteInline(media_type, EncodeBase64(block.audio().content()), kept, part, writer);
  }
  WriteFile(block.file(), kept, part, writer);
}

}  // namespace signalbox::dialect::gemini
