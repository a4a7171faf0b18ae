#pragma once

#include <optional>
#include <string_view>

#include "common/tokens/image_tokens.h"

namespace signalbox::tokens {

/// How much of an image ReadImageSize() looks at: sizes stand at the front, in a JPEG behind its metadata.
inline constexpr std::size_t kImageHeaderBytes = 256 << 10;

/// The size that the header of a PNG, JPEG, GIF or WebP says; nothing for other formats, broken headers and a side of
/// 0. Reads at most kImageHeaderBytes and allocates nothing.
std::optional<ImageSize> ReadImageSize(std::string_view bytes);

}  // namespace signalbox::tokens
