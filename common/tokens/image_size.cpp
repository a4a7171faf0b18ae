#include "common/tokens/image_size.h"

#include <cstdint>

namespace signalbox::tokens {
namespace {

std::uint32_t Byte(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

std::uint32_t Big16(std::string_view bytes, std::size_t at) {
  return Byte(bytes, at) << 8 | Byte(bytes, at + 1);
}

std::uint32_t Big32(std::string_view bytes, std::size_t at) {
  return Big16(bytes, at) << 16 | Big16(bytes, at + 2);
}

std::uint32_t Little16(std::string_view bytes, std::size_t at) {
  return Byte(bytes, at + 1) << 8 | Byte(bytes, at);
}

std::uint32_t Little24(std::string_view bytes, std::size_t at) {
  return Byte(bytes, at + 2) << 16 | Little16(bytes, at);
}

using Size = std::optional<ImageSize>;

Size PngSize(std::string_view bytes) {
  if (bytes.size() < 24 || bytes.substr(12, 4) != "IHDR") return std::nullopt;
  return ImageSize{Big32(bytes, 16), Big32(bytes, 20)};
}

Size GifSize(std::string_view bytes) {
  if (bytes.size() < 10) return std::nullopt;
  return ImageSize{Little16(bytes, 6), Little16(bytes, 8)};
}

// Segments follow each other, each with a marker and its length, until the one that starts a frame.
Size JpegSize(std::string_view bytes) {
  std::size_t at = 2;
  while (at + 9 <= bytes.size() && Byte(bytes, at) == 0xFF) {
    const std::uint32_t marker = Byte(bytes, at + 1);
    if (marker == 0xFF) {  // Padding.
      ++at;
      continue;
    }
    // C4, C8 and CC are tables; the other C's are frames of the kinds there are.
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) return ImageSize{Big16(bytes, at + 7), Big16(bytes, at + 5)};
    at += 2 + Big16(bytes, at + 2);
  }
  return std::nullopt;
}

Size WebpSize(std::string_view bytes) {
  if (bytes.size() < 30) return std::nullopt;
  const std::string_view chunk = bytes.substr(12, 4);
  if (chunk == "VP8 " && bytes.substr(23, 3) == "\x9D\x01\x2A") {
    return ImageSize{Little16(bytes, 26) & 0x3FFF, Little16(bytes, 28) & 0x3FFF};
  }
  if (chunk == "VP8L" && bytes[20] == '\x2F') {
    const std::uint32_t bits = Little16(bytes, 21) | Little16(bytes, 23) << 16;
    return ImageSize{(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1};
  }
  if (chunk == "VP8X") return ImageSize{Little24(bytes, 24) + 1, Little24(bytes, 27) + 1};
  return std::nullopt;
}

Size SizeByFormat(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return PngSize(bytes);
  if (bytes.starts_with("\xFF\xD8\xFF")) return JpegSize(bytes);
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return GifSize(bytes);
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return WebpSize(bytes);
  return std::nullopt;
}

}  // namespace

std::optional<ImageSize> ReadImageSize(std::string_view bytes) {
  const Size size = SizeByFormat(bytes.substr(0, kImageHeaderBytes));
  if (!size || size->width == 0 || size->height == 0) return std::nullopt;
  return size;
}

}  // namespace signalbox::tokens
