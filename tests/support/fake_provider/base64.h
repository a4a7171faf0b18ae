#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::fake_provider {

/// Padded base64 of the standard alphabet.
std::string Base64(std::string_view bytes);

/// The bytes of base64 or base64url, padded or not; nothing when `text` is neither.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace signalbox::fake_provider
