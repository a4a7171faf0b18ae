#include "common/tokens/media_tokens.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <absl/strings/escaping.h>

#include "common/tokens/image_size.h"

namespace signalbox::tokens {
namespace {

constexpr std::int64_t kPageTokens = 3000;  // Anthropic's upper figure for a page of a PDF.
constexpr std::int64_t kDocumentBytesPerToken = 20;
constexpr std::int64_t kSampleBytesPerToken = 1000;
constexpr std::int64_t kCompressedBytesPerToken = 250;

// The front of what a data URL holds; empty when it is none or no base64.
std::string FrontOfDataUrl(std::string_view url) {
  constexpr std::string_view kEncoding = ";base64,";
  constexpr std::size_t kLongestMediaType = 256;
  if (!url.starts_with("data:")) return {};
  const std::size_t encoding = url.substr(0, kLongestMediaType).find(kEncoding);
  if (encoding == std::string_view::npos) return {};
  std::string_view content = url.substr(encoding + kEncoding.size(), kImageHeaderBytes / 3 * 4);
  content.remove_suffix(content.size() % 4);
  std::string bytes;
  if (!absl::Base64Unescape({content.data(), content.size()}, &bytes)) return {};
  return bytes;
}

std::int64_t BytesOfDataUrl(std::string_view url) {
  return static_cast<std::int64_t>(url.size()) / 4 * 3;
}

}  // namespace

ImageSize SizeOf(const llm::v1::Image& image) {
  const auto size = ReadImageSize(image.has_content() ? image.content() : FrontOfDataUrl(image.url()));
  return size.value_or(kUnknownImageSize);
}

std::int64_t TokensOf(const ImageRule& rule, const llm::v1::Image& image) {
  return ImageTokens(rule, SizeOf(image), image.detail() == "low" ? ImageDetail::kLow : ImageDetail::kHigh);
}

std::int64_t TokensOf(const llm::v1::Audio& audio) {
  const bool samples = audio.format() == "wav" || audio.format() == "pcm16";
  const auto bytes = static_cast<std::int64_t>(audio.content().size());
  return bytes / (samples ? kSampleBytesPerToken : kCompressedBytesPerToken) + 1;
}

std::int64_t TokensOf(const llm::v1::File& file) {
  return std::max(kPageTokens, BytesOfDataUrl(file.data_url()) / kDocumentBytesPerToken);
}

}  // namespace signalbox::tokens
