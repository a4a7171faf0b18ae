#include "services/router/domain/validate.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "common/status/error.h"

namespace signalbox::router {
namespace {

constexpr std::size_t kMaxUrlLength = 2048;
constexpr std::size_t kMaxProviderNameLength = 64;

absl::Status Invalid(std::string_view message) {
  return Error(absl::StatusCode::kInvalidArgument, "", message);
}

bool IsVisible(char c) {
  return c > ' ' && c < '\x7f';
}

bool IsControl(char c) {
  return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

bool IsLowerAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// What follows "http://" or "https://"; nullopt for another scheme.
std::optional<std::string_view> AfterScheme(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (url.starts_with(scheme)) return url.substr(scheme.size());
  }
  return std::nullopt;
}

bool IsPort(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

bool IsHost(std::string_view host) {
  const auto allowed = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-'; };
  return !host.empty() && std::all_of(host.begin(), host.end(), allowed);
}

bool IsIp6Literal(std::string_view host) {
  const auto allowed = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) || c == ':' || c == '.'; };
  return host.size() > 2 && std::all_of(host.begin() + 1, host.end() - 1, allowed);
}

absl::Status CheckAuthority(std::string_view authority) {
  if (authority.find('@') != authority.npos) return Invalid("must not contain a user name or password");
  std::string_view port;
  if (authority.starts_with('[')) {
    const auto end = authority.find(']');
    if (end == authority.npos || !IsIp6Literal(authority.substr(0, end + 1))) return Invalid("has no valid host");
    port = authority.substr(end + 1);
  } else {
    const auto colon = std::min(authority.find(':'), authority.size());
    if (!IsHost(authority.substr(0, colon))) return Invalid("has no valid host");
    port = authority.substr(colon);
  }
  if (!port.empty() && (port.front() != ':' || !IsPort(port.substr(1)))) return Invalid("has no valid port");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ParseBaseUrl(std::string_view text) {
  if (text.empty()) return Invalid("is required");
  if (text.size() > kMaxUrlLength) return Invalid("is longer than 2048 characters");
  if (!std::all_of(text.begin(), text.end(), IsVisible)) return Invalid("must be printable ASCII without spaces");
  const std::optional<std::string_view> rest = AfterScheme(text);
  if (!rest) return Invalid("must begin with http:// or https://");
  if (rest->find_first_of("?#") != rest->npos) return Invalid("must not contain a query or fragment");
  if (rest->find('\\') != rest->npos) return Invalid("must not contain a backslash");
  if (const absl::Status status = CheckAuthority(rest->substr(0, rest->find('/'))); !status.ok()) return status;
  while (text.ends_with('/')) text.remove_suffix(1);
  return std::string(text);
}

absl::Status CheckProviderName(std::string_view name) {
  const auto allowed = [](char c) { return IsLowerAlnum(c) || c == '-'; };
  if (name.empty() || name.size() > kMaxProviderNameLength || !std::all_of(name.begin(), name.end(), allowed)) {
    return Invalid("must be 1 to 64 of a-z, 0-9 and -");
  }
  return absl::OkStatus();
}

absl::Status CheckAccountName(std::string_view name) {
  if (name.empty() || name.size() > kMaxAccountNameLength || std::any_of(name.begin(), name.end(), IsControl)) {
    return Invalid("must be 1 to 128 printable characters");
  }
  return absl::OkStatus();
}

absl::Status CheckApiKey(std::string_view key) {
  if (key.empty()) return Invalid("is required");
  if (key.size() > kMaxKeyLength || !std::all_of(key.begin(), key.end(), IsVisible)) {
    return Invalid("must be at most 4096 printable ASCII characters without spaces");
  }
  return absl::OkStatus();
}

absl::Status CheckModelName(std::string_view name) {
  if (name.empty() || name.size() > kMaxModelLength || std::any_of(name.begin(), name.end(), IsControl)) {
    return Invalid("must be 1 to 256 printable characters");
  }
  return absl::OkStatus();
}

absl::Status CheckWeight(int weight) {
  if (weight < 0 || weight > kMaxWeight) return Invalid("must be 0 to 1000");
  return absl::OkStatus();
}

}  // namespace signalbox::router
