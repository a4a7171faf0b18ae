#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

namespace signalbox::crypto {

/// `count` bytes from the operating system's generator. Any thread, as everything in this file.
std::string RandomBytes(size_t count);

/// Unpadded base64url, and back. Errors of the latter: kInvalidArgument.
std::string Base64Url(std::string_view bytes);
absl::StatusOr<std::string> FromBase64Url(std::string_view text);

/// BLAKE2b-256 of `text` under `key` (16 to 64 bytes); 32 bytes.
std::string KeyedHash(std::string_view key, std::string_view text);

/// SHA-256 of `text`, and HMAC-SHA-256 of it under a key of any length; 32 bytes each. For what others prescribe: what
/// is ours to choose uses KeyedHash.
std::string Sha256(std::string_view text);
std::string HmacSha256(std::string_view key, std::string_view text);

/// Lower-case hexadecimal.
std::string Hex(std::string_view bytes);

/// RSASSA-PKCS1-v1_5 with SHA-256 (a JSON web token's RS256) under a private key in PEM without a passphrase.
/// Errors: kInvalidArgument when it is no such key, never repeating it.
absl::StatusOr<std::string> SignRs256(std::string_view private_key_pem, std::string_view text);

/// Compares in time that depends on the lengths alone.
bool ConstantTimeEquals(std::string_view a, std::string_view b);

/// Seals bytes with a key that never leaves the process (XChaCha20-Poly1305, random nonce).
///
/// `purpose` is bound to the sealed bytes: what was sealed for one row or field cannot be opened as another.
class Sealer {
 public:
  /// `key` is 32 bytes as 43 base64url characters. Errors: kInvalidArgument, never showing the key.
  static absl::StatusOr<Sealer> Create(std::string_view key);

  std::string Seal(std::string_view purpose, std::string_view plain) const;

  /// Errors: kDataLoss when the bytes were not sealed with this key for this purpose.
  absl::StatusOr<std::string> Open(std::string_view purpose, std::string_view sealed) const;

 private:
  explicit Sealer(std::string key) : key_(std::move(key)) {}
  std::string key_;
};

/// Argon2id with libsodium's interactive limits; the text carries its own parameters and salt.
/// Errors: kResourceExhausted when memory is short.
absl::StatusOr<std::string> HashPassword(std::string_view password);
bool PasswordMatches(std::string_view hash, std::string_view password);

}  // namespace signalbox::crypto
