#include "gateway/admission/credential.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

constexpr std::string_view kBearer = "bearer";

absl::Status Missing() {
  return Error(absl::StatusCode::kUnauthenticated, "KEY_MISSING", "missing or invalid authorization header");
}

// Unlike Request::Header, tells an empty header from an absent one: an empty x-api-key still wins.
std::optional<std::string_view> Find(const http::Request& request, std::string_view name) {
  for (const auto& [key, value] : request.headers) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string_view Trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

bool IsBearer(std::string_view scheme) {
  return std::equal(scheme.begin(), scheme.end(), kBearer.begin(), kBearer.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == b; });
}

absl::StatusOr<std::string_view> Checked(std::string_view credential) {
  const bool printable =
      std::all_of(credential.begin(), credential.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (credential.empty() || credential.size() > kMaxCredentialBytes || !printable) return Missing();
  return credential;
}

// Keys have no character that a query would escape.
std::optional<std::string_view> KeyInQuery(std::string_view query) {
  constexpr std::string_view kKey = "key=";
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    if (query.starts_with(kKey)) return query.substr(kKey.size(), end - kKey.size());
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return std::nullopt;
}

absl::StatusOr<std::string_view> GoogleCredential(const http::Request& request) {
  if (const auto key = Find(request, "x-goog-api-key")) return Checked(Trim(*key));
  if (const auto key = KeyInQuery(request.query)) return Checked(*key);
  return Missing();
}

}  // namespace

absl::StatusOr<std::string_view> CredentialOf(const http::Request& request, KeyPlaces places) {
  if (const auto key = Find(request, "x-api-key")) return Checked(Trim(*key));
  const auto header = Find(request, "authorization");
  if (!header) return places == KeyPlaces::kGoogle ? GoogleCredential(request) : Missing();
  const std::string_view value = Trim(*header);
  const std::size_t blank = value.find_first_of(" \t");
  if (blank == std::string_view::npos) return IsBearer(value) ? Missing() : Checked(value);
  if (!IsBearer(value.substr(0, blank))) return Missing();
  return Checked(Trim(value.substr(blank)));
}

}  // namespace signalbox::gateway
