#pragma once

#include <string>
#include <string_view>

namespace signalbox::identity {

/// The texts that open a door: a prefix that tells the kind, 43 characters of secret, 6 characters of checksum.
///
/// The checksum lets a mistyped or invented text be refused without asking the database. It protects nothing.
enum class CredentialKind { kNone, kKey, kSession };

inline constexpr std::string_view kKeyPrefix = "sk-sb-";
inline constexpr std::string_view kSessionPrefix = "sb-session-";

/// The text for `secret`, 43 base64url characters. `kind` is not kNone.
std::string CredentialText(CredentialKind kind, std::string_view secret);

/// What `text` is; kNone unless form and checksum are right.
CredentialKind KindOf(std::string_view text);

/// The part of a key's text that lists may show: enough to recognise it, far too little to guess it.
std::string ShownPrefix(std::string_view text);

}  // namespace signalbox::identity
