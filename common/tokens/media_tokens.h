#pragma once

#include <cstdint>

#include "common/tokens/image_tokens.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::tokens {

/// The size that the image's own bytes say, also from a data URL; kUnknownImageSize for the rest. Never fetches.
ImageSize SizeOf(const llm::v1::Image& image);

std::int64_t TokensOf(const ImageRule& rule, const llm::v1::Image& image);

/// By the bytes of the recording, at 32 tokens a second of 16 kHz samples or of 64 kbit/s.
std::int64_t TokensOf(const llm::v1::Audio& audio);

/// Of a document that is not text: a page's worth, or more by its bytes.
std::int64_t TokensOf(const llm::v1::File& file);

}  // namespace signalbox::tokens
