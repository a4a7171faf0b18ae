#pragma once

#include <string>

namespace signalbox::health {

/// A key with a provider, as far as its health is shown.
struct Account {
  std::string id;
  std::string provider;
  std::string name;
  std::string key_prefix;
  bool enabled = false;  ///< Only enabled accounts are probed on schedule and count in the overview.

  friend bool operator==(const Account&, const Account&) = default;
};

}  // namespace signalbox::health
