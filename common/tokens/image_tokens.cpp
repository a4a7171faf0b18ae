#include "common/tokens/image_tokens.h"

#include <algorithm>
#include <cmath>

namespace signalbox::tokens {
namespace {

std::int64_t CeilDivide(std::int64_t value, std::int64_t by) {
  return (value + by - 1) / by;
}

// Whole units that cover a length. What is a hair above a whole number is rounding, not a pixel.
std::int64_t Cover(double length, double unit) {
  return static_cast<std::int64_t>(std::ceil(length / unit - 1e-6));
}

std::int64_t Tiles(ImageSize size) {
  const double longest = std::max(size.width, size.height);
  const double shortest = std::min(size.width, size.height);
  const double into_square = std::min(1.0, 2048 / longest);
  const double scale = into_square * std::min(1.0, 768 / (shortest * into_square));
  return std::max<std::int64_t>(1, Cover(longest * scale, 512) * Cover(shortest * scale, 512));
}

std::int64_t Patches(ImageSize size) {
  constexpr std::int64_t kMost = 1536;
  constexpr std::int64_t kPatch = 32;
  const std::int64_t whole = CeilDivide(size.width, kPatch) * CeilDivide(size.height, kPatch);
  if (whole <= kMost) return whole;
  // Shrunk to the area of the most patches, then a little more, so that whole patches cover one of the sides.
  const double area = static_cast<double>(size.width) * size.height;
  const double shrink = std::sqrt(static_cast<double>(kPatch * kPatch * kMost) / area);
  const double across = size.width * shrink / kPatch;
  const double down = size.height * shrink / kPatch;
  const double fit = std::min(std::floor(across) / across, std::floor(down) / down);
  // A side of less than a patch cannot be shrunk to whole ones.
  if (fit <= 0) return kMost;
  return std::min(kMost, Cover(across * fit, 1) * Cover(down * fit, 1));
}

// Wide enough for any two sides.
std::int64_t Area(ImageSize size, std::int64_t most) {
  const std::uint64_t tokens = (std::uint64_t{size.width} * size.height + 749) / 750;
  return static_cast<std::int64_t>(std::min(tokens, static_cast<std::uint64_t>(most)));
}

std::int64_t Squares(ImageSize size) {
  constexpr std::int64_t kSide = 768;
  constexpr std::int64_t kMost = 16;  // Larger images are scaled into 3072 x 3072.
  if (size.width <= 384 && size.height <= 384) return 1;
  return std::min(kMost, CeilDivide(size.width, kSide) * CeilDivide(size.height, kSide));
}

}  // namespace

std::int64_t ImageTokens(const ImageRule& rule, ImageSize size, ImageDetail detail) {
  switch (rule.kind) {
    case ImageRule::Kind::kTiles:
      return detail == ImageDetail::kLow ? rule.base : rule.base + rule.unit * Tiles(size);
    case ImageRule::Kind::kPatches:
      return CeilDivide(Patches(size) * rule.unit, 1000);
    case ImageRule::Kind::kArea:
      return Area(size, rule.base);
    case ImageRule::Kind::kSquares:
      return rule.unit * Squares(size);
    case ImageRule::Kind::kFixed:
      return rule.base;
  }
  return rule.base;
}

}  // namespace signalbox::tokens
