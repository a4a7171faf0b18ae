#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "common/http/exchange.h"

namespace signalbox::gateway {

/// Longer texts are nobody's key and are refused unseen.
inline constexpr std::size_t kMaxCredentialBytes = 1024;

/// Where a caller may present its key.
enum class KeyPlaces {
  kHeaders,  ///< `x-api-key`, else `Authorization: Bearer`, else a bare key in `Authorization`.
  kGoogle,   ///< The same, else `x-goog-api-key`, else `?key=`.
};

/// What the caller presents. The first place that holds anything decides; there is no falling back to the next. The
/// view lives as long as the request.
///
/// Errors: kUnauthenticated, reason KEY_MISSING, when nothing is there, it is empty, too long, or of another scheme
/// than Bearer.
absl::StatusOr<std::string_view> CredentialOf(const http::Request& request, KeyPlaces places = KeyPlaces::kHeaders);

}  // namespace signalbox::gateway
