#pragma once

#include <cstdint>

namespace signalbox::tokens {

struct ImageSize {
  std::uint32_t width = 0;  ///< Pixels.
  std::uint32_t height = 0;

  bool operator==(const ImageSize&) const = default;
};

/// What an image is taken for when its size is not known: images by address, which are never fetched, and formats that
/// ReadImageSize() does not know. Close to the most an image costs under every rule but kSquares.
inline constexpr ImageSize kUnknownImageSize{2048, 2048};

enum class ImageDetail : std::uint8_t { kHigh, kLow };  ///< "auto" is high: the dearer reading.

/// How a family of models turns pixels into tokens, as its provider publishes it.
struct ImageRule {
  enum class Kind : std::uint8_t {
    kTiles,    ///< `base`, and `unit` for each tile of 512 pixels after scaling into 2048 x 2048, shortest side 768.
    kPatches,  ///< `unit` thousandths for each patch of 32 pixels, after scaling to at most 1,536 patches.
    kArea,     ///< One for each 750 pixels, at most `base`.
    kSquares,  ///< `unit` for each square of 768 pixels, at most 16; one square up to 384 x 384.
    kFixed,    ///< `base`, whatever the size.
  };
  Kind kind;
  std::int32_t base;
  std::int32_t unit;
};

/// Neither side may be 0. Low detail matters to kTiles alone, where it is `base`.
std::int64_t ImageTokens(const ImageRule& rule, ImageSize size, ImageDetail detail);

}  // namespace signalbox::tokens
