#include "common/dialect/bedrock_converse/media.h"

#include <optional>
#include <utility>

#include "common/dialect/data_url.h"
#include "common/dialect/field_error.h"

namespace signalbox::dialect::bedrock_converse {
namespace {

constexpr std::size_t kMaxNameLength = 100;

struct Format {
  std::string_view media_type;
  std::string_view member;
  std::string_view name;
};

constexpr Format kFormats[] = {
    {"image/png", "image", "png"},
    {"image/jpeg", "image", "jpeg"},
    {"image/jpg", "image", "jpeg"},
    {"image/gif", "image", "gif"},
    {"image/webp", "image", "webp"},
    {"application/pdf", "document", "pdf"},
    {"text/csv", "document", "csv"},
    {"application/msword", "document", "doc"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document", "docx"},
    {"application/vnd.ms-excel", "document", "xls"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "document", "xlsx"},
    {"text/html", "document", "html"},
    {"text/plain", "document", "txt"},
    {"text/markdown", "document", "md"},
    {"video/x-matroska", "video", "mkv"},
    {"video/quicktime", "video", "mov"},
    {"video/mp4", "video", "mp4"},
    {"video/webm", "video", "webm"},
    {"video/x-flv", "video", "flv"},
    {"video/mpeg", "video", "mpeg"},
    {"video/x-ms-wmv", "video", "wmv"},
    {"video/3gpp", "video", "three_gp"},
};

const Format* FormatOf(std::string_view media_type) {
  media_type = media_type.substr(0, media_type.find(';'));
  for (const Format& format : kFormats) {
    if (format.media_type == media_type) return &format;
  }
  return nullptr;
}

bool IsNamePart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '(' ||
         c == ')' || c == '[' || c == ']';
}

/// What a document may be called: other characters become a space, and there is never more than one in a row.
std::string Cleaned(std::string_view filename) {
  filename = filename.substr(0, filename.rfind('.'));
  std::string name;
  for (const char c : filename.substr(0, kMaxNameLength)) {
    if (IsNamePart(c)) name += c;
    if (!IsNamePart(c) && !name.empty() && name.back() != ' ') name += ' ';
  }
  while (name.ends_with(' ')) name.pop_back();
  return name.empty() ? "document" : name;
}

bool IsInS3(std::string_view url) {
  return url.starts_with("s3://");
}

}  // namespace

/// One of them is set.
struct MediaWriter::Source {
  std::string base64 = {};
  std::string s3_uri = {};
  std::optional<std::string> text = std::nullopt;
};

void MediaWriter::WriteSource(const Source& source) {
  writer_.Key("source").BeginObject();
  if (source.text) {
    writer_.Key("text").String(*source.text);
  } else if (!source.s3_uri.empty()) {
    writer_.Key("s3Location").BeginObject().Key("uri").String(source.s3_uri).EndObject();
  } else {
    writer_.Key("bytes").String(source.base64);
  }
  writer_.EndObject();
}

/// The name a document has, made different from those before it.
std::string MediaWriter::NameOf(const llm::v1::File& file) {
  const std::string cleaned = Cleaned(file.filename());
  std::string name = cleaned;
  for (int i = 2; !names_.insert(name).second; ++i) {
    name = cleaned;
    name += '-';
    name += std::to_string(i);
  }
  return name;
}

absl::Status MediaWriter::Write(const llm::v1::Image& image, LossPath path) {
  Source source;
  if (image.has_content()) {
    source.base64 = EncodeBase64(image.content());
  } else if (IsInS3(image.url())) {
    source.s3_uri = image.url();
  } else {
    return BadField(path(), "Bedrock takes a picture's content or an address in S3, nothing else");
  }
  const Format* format = FormatOf(image.media_type());
  if (!format || format->member != "image") return BadField(path(), "Bedrock takes PNG, JPEG, GIF and WebP pictures");
  writer_.Key("image").BeginObject().Key("format").String(format->name);
  WriteSource(source);
  writer_.EndObject();
  return absl::OkStatus();
}

absl::Status MediaWriter::Write(const llm::v1::Audio& audio, LossPath path) {
  if (audio.format().empty()) return BadField(path(), "Bedrock must be told the format of sound");
  writer_.Key("audio").BeginObject().Key("format").String(audio.format());
  WriteSource({.base64 = EncodeBase64(audio.content())});
  writer_.EndObject();
  return absl::OkStatus();
}

absl::Status MediaWriter::Write(const llm::v1::File& file, LossPath path) {
  Source source;
  std::string media_type = file.media_type();
  if (file.has_text()) {
    source.text = file.text();
    if (media_type.empty()) media_type = "text/plain";
  } else if (file.has_data_url()) {
    std::optional<InlineContent> content = DecodeDataUrl(file.data_url());
    if (!content) return BadField(path(), "is no data URL with content in base64");
    source.base64 = EncodeBase64(content->bytes);
    media_type = std::move(content->media_type);
  } else if (IsInS3(file.url())) {
    source.s3_uri = file.url();
  } else {
    return BadField(path(), "Bedrock takes a file's content or an address in S3, nothing else");
  }
  const Format* format = FormatOf(media_type);
  if (!format) return BadField(path(), "is of a type that Bedrock does not take");
  writer_.Key(format->member).BeginObject().Key("format").String(format->name);
  if (format->member == "document") writer_.Key("name").String(NameOf(file));
  WriteSource(source);
  writer_.EndObject();
  return absl::OkStatus();
}

}  // namespace signalbox::dialect::bedrock_converse
