#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

namespace signalbox::router::vertex {

inline constexpr std::size_t kMaxKeyFileBytes = std::size_t{16} * 1024;

/// A Google service account's key, as its JSON file holds it.
struct ServiceAccount {
  std::string client_email;
  std::string private_key_id;  ///< May be empty.
  std::string private_key;     ///< PEM. Secret.
  std::string token_uri;       ///< Where tokens are minted: an http or https URL.
};

/// Reads a key file of at most kMaxKeyFileBytes; does not look into the private key.
/// Errors: kInvalidArgument naming the member that is wrong, never repeating a value.
absl::StatusOr<ServiceAccount> ParseServiceAccount(std::string_view json);

}  // namespace signalbox::router::vertex
