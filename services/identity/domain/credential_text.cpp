#include "services/identity/domain/credential_text.h"

#include <algorithm>
#include <cstdint>

namespace signalbox::identity {
namespace {

constexpr size_t kSecretLength = 43;
constexpr size_t kChecksumLength = 6;
constexpr size_t kShownSecretLength = 6;
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::uint32_t Crc32(std::string_view text) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

std::string Checksum(std::string_view text) {
  std::uint32_t rest = Crc32(text);
  std::string checksum;
  for (size_t i = 0; i < kChecksumLength; ++i, rest >>= 6) checksum.push_back(kAlphabet[rest & 63]);
  return checksum;
}

bool HasForm(std::string_view text, std::string_view prefix) {
  return text.size() == prefix.size() + kSecretLength + kChecksumLength && text.starts_with(prefix) &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(prefix.size()), text.end(),
                     [](char c) { return kAlphabet.find(c) != std::string_view::npos; }) &&
         text.ends_with(Checksum(text.substr(0, text.size() - kChecksumLength)));
}

}  // namespace

std::string CredentialText(CredentialKind kind, std::string_view secret) {
  std::string text(kind == CredentialKind::kSession ? kSessionPrefix : kKeyPrefix);
  text += secret;
  return text + Checksum(text);
}

CredentialKind KindOf(std::string_view text) {
  if (HasForm(text, kKeyPrefix)) return CredentialKind::kKey;
  if (HasForm(text, kSessionPrefix)) return CredentialKind::kSession;
  return CredentialKind::kNone;
}

std::string ShownPrefix(std::string_view text) {
  return std::string(text.substr(0, kKeyPrefix.size() + kShownSecretLength));
}

}  // namespace signalbox::identity
