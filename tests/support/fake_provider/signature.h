#pragma once

#include <string>
#include <string_view>

namespace signalbox::fake_provider {

/// What the provider signs `reasoning` with, base64: the same text always gets the same signature.
std::string Signature(std::string_view reasoning);

/// Whether `signature` is one that this provider gave to any reasoning at all.
bool IsSignature(std::string_view signature);

/// A block of encrypted reasoning, base64; and whether a text is one.
std::string RedactedReasoning();
bool IsRedactedReasoning(std::string_view text);

}  // namespace signalbox::fake_provider
