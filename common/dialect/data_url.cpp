#include "common/dialect/data_url.h"

#include <absl/strings/escaping.h>

namespace signalbox::dialect {
namespace {

constexpr std::string_view kScheme = "data:";
constexpr std::string_view kEncoding = ";base64,";

absl::string_view View(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

std::optional<std::string> DecodeBase64(std::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape(View(text), &bytes) || EncodeBase64(bytes) != text) return std::nullopt;
  return bytes;
}

std::string EncodeBase64(std::string_view bytes) {
  return absl::Base64Escape(View(bytes));
}

std::optional<InlineContent> DecodeDataUrl(std::string_view url) {
  const std::size_t encoding = url.find(kEncoding);
  if (!url.starts_with(kScheme) || encoding == std::string_view::npos) return std::nullopt;
  const std::string_view media_type = url.substr(kScheme.size(), encoding - kScheme.size());
  if (media_type.empty()) return std::nullopt;
  auto bytes = DecodeBase64(url.substr(encoding + kEncoding.size()));
  if (!bytes || bytes->empty()) return std::nullopt;
  return InlineContent{std::string(media_type), *std::move(bytes)};
}

std::string EncodeDataUrl(std::string_view media_type, std::string_view bytes) {
  std::string url(kScheme);
  url += media_type;
  url += kEncoding;
  url += EncodeBase64(bytes);
  return url;
}

}  // namespace signalbox::dialect
