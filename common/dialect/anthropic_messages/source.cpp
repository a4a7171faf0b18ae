#include "common/dialect/anthropic_messages/source.h"

#include <optional>
#include <string>

#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/data_url.h"
#include "common/json/utf8.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

constexpr std::string_view kPdf = "application/pdf";
constexpr std::string_view kPlainText = "text/plain";

bool IsWebAddress(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

bool IsPicture(std::string_view media_type) {
  return media_type.starts_with("image/");
}

bool IsText(std::string_view media_type) {
  return media_type.starts_with("text/") || media_type == "application/json";
}

// "data:application/pdf;base64,JVBE" in its parts, without decoding what may be megabytes.
struct DataUrl {
  std::string_view media_type;
  std::string_view base64;
};

std::optional<DataUrl> SplitDataUrl(std::string_view url) {
  constexpr std::string_view kScheme = "data:";
  constexpr std::string_view kEncoding = ";base64,";
  const std::size_t encoding = url.find(kEncoding);
  if (!url.starts_with(kScheme) || encoding == std::string_view::npos) return std::nullopt;
  // A parameter of the media type (charset, name) has no place in a source.
  std::string_view media_type = url.substr(kScheme.size(), encoding - kScheme.size());
  media_type = media_type.substr(0, media_type.find(';'));
  if (media_type.empty()) return std::nullopt;
  return DataUrl{media_type, url.substr(encoding + kEncoding.size())};
}

std::optional<std::string> TextOf(std::string_view base64) {
  auto text = DecodeBase64(base64);
  if (!text || !json::IsUtf8(*text)) return std::nullopt;
  return text;
}

void WriteBase64(std::string_view media_type, std::string_view base64, json::Writer& writer) {
  writer.Key("type").String("base64").Key("media_type").String(media_type).Key("data").String(base64);
}

void WriteOne(std::string_view type, std::string_view name, std::string_view value, json::Writer& writer) {
  writer.Key("type").String(type).Key(name).String(value);
}

void WriteText(std::string_view text, json::Writer& writer) {
  writer.Key("type").String("text").Key("media_type").String(kPlainText).Key("data").String(text);
}

void WriteDataUrl(std::string_view url, json::Writer& writer) {
  const auto parts = SplitDataUrl(url);
  if (!parts) return;
  if (!IsText(parts->media_type)) return WriteBase64(parts->media_type, parts->base64, writer);
  if (const auto text = TextOf(parts->base64)) WriteText(*text, writer);
}

}  // namespace

bool DecodeImageSource(json::Value source, llm::v1::Image& image) {
  if (!source.IsObject()) return false;
  const auto type = source.Find("type");
  if (!type) return false;
  if (type->Is("base64") && HasExactly(source, {"type", "media_type", "data"})) {
    auto content = DecodeBase64(TextOfField(source, "data"));
    image.set_media_type(TextOfField(source, "media_type"));
    const bool whole = content && !content->empty();
    if (whole) image.set_content(*std::move(content));
    return whole;
  }
  if (type->Is("url") && HasExactly(source, {"type", "url"})) image.set_url(TextOfField(source, "url"));
  if (type->Is("file") && HasExactly(source, {"type", "file_id"})) image.set_file_id(TextOfField(source, "file_id"));
  return image.source_case() != llm::v1::Image::SOURCE_NOT_SET;
}

bool DecodeDocumentSource(json::Value source, llm::v1::File& file) {
  if (!source.IsObject()) return false;
  const auto type = source.Find("type");
  if (!type) return false;
  if (type->Is("base64") && HasExactly(source, {"type", "media_type", "data"})) {
    const std::string media_type = TextOfField(source, "media_type");
    if (media_type.empty() || IsText(media_type) || media_type.find(';') != std::string::npos) return false;
    std::string url = "data:";
    url += media_type;
    url += ";base64,";
    source.Find("data")->AppendText(url);
    file.set_data_url(std::move(url));
    return true;
  }
  if (type->Is("text") && TextOfField(source, "media_type") == kPlainText &&
      HasExactly(source, {"type", "media_type", "data"})) {
    file.set_text(TextOfField(source, "data"));
    file.set_media_type(std::string(kPlainText));
  }
  if (type->Is("url") && HasExactly(source, {"type", "url"})) {
    file.set_url(TextOfField(source, "url"));
    file.set_media_type(std::string(kPdf));
  }
  if (type->Is("file") && HasExactly(source, {"type", "file_id"})) file.set_file_id(TextOfField(source, "file_id"));
  return file.source_case() != llm::v1::File::SOURCE_NOT_SET;
}

bool CanWriteImage(const llm::v1::Image& image, bool own) {
  if (own) return image.source_case() != llm::v1::Image::SOURCE_NOT_SET;
  return image.has_content() || (image.has_url() && IsWebAddress(image.url()));
}

bool CanWriteFile(const llm::v1::File& file, bool own) {
  if (own) return file.source_case() != llm::v1::File::SOURCE_NOT_SET;
  if (file.has_text()) return true;
  if (file.has_url()) {
    const std::string& type = file.media_type();
    return IsWebAddress(file.url()) && (type.empty() || type == kPdf || IsPicture(type));
  }
  const auto parts = file.has_data_url() ? SplitDataUrl(file.data_url()) : std::nullopt;
  if (!parts) return false;
  if (IsText(parts->media_type)) return TextOf(parts->base64).has_value();
  return parts->media_type == kPdf || IsPicture(parts->media_type);
}

std::string_view BlockTypeOf(const llm::v1::File& file) {
  const auto parts = file.has_data_url() ? SplitDataUrl(file.data_url()) : std::nullopt;
  return IsPicture(parts ? parts->media_type : std::string_view(file.media_type())) ? "image" : "document";
}

void WriteSource(const llm::v1::Image& image, json::Writer& writer) {
  writer.BeginObject();
  if (image.has_content()) WriteBase64(image.media_type(), EncodeBase64(image.content()), writer);
  if (image.has_url()) WriteOne("url", "url", image.url(), writer);
  if (image.has_file_id()) WriteOne("file", "file_id", image.file_id(), writer);
  writer.EndObject();
}

void WriteSource(const llm::v1::File& file, json::Writer& writer) {
  writer.BeginObject();
  if (file.has_data_url()) WriteDataUrl(file.data_url(), writer);
  if (file.has_text()) WriteText(file.text(), writer);
  if (file.has_url()) WriteOne("url", "url", file.url(), writer);
  if (file.has_file_id()) WriteOne("file", "file_id", file.file_id(), writer);
  writer.EndObject();
}

}  // namespace signalbox::dialect::anthropic_messages
