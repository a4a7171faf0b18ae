#pragma once

#include <string>

#include <absl/status/statusor.h>

#include "common/config/reader.h"
#include "common/postgres/pool.h"

namespace signalbox::identity {

/// The section `identity:`.
struct Config {
  postgres::Options postgres;
  std::string pepper;                           ///< `key_pepper`, 43 base64url characters; here its 32 bytes. Required.
  std::string admin_key;                        ///< A key that may do everything; empty: none. At least 16 characters.
  std::string admin_email = "admin@localhost";  ///< Of the first administrator.

  /// Errors: kInvalidArgument naming every wrong setting.
  static absl::StatusOr<Config> Read(config::Reader& section);
};

}  // namespace signalbox::identity
