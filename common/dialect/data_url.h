#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::dialect {

/// Bytes that stood in a request as base64.
struct InlineContent {
  std::string media_type;
  std::string bytes;
};

/// Decodes base64 that encodes back to exactly itself; nothing for any other spelling, so that none is ever changed.
std::optional<std::string> DecodeBase64(std::string_view text);
std::string EncodeBase64(std::string_view bytes);

/// "data:<media type>;base64,<content>" and back, under the same condition.
std::optional<InlineContent> DecodeDataUrl(std::string_view url);
std::string EncodeDataUrl(std::string_view media_type, std::string_view bytes);

}  // namespace signalbox::dialect
