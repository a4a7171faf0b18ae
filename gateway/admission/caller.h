#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/context/clock.h"
#include "common/context/principal.h"

namespace signalbox::gateway {

/// Whose a credential is and what it may use. Immutable once shared.
struct Caller {
  Principal principal;
  std::vector<std::string> models;      ///< Public names the caller may use; empty: all.
  std::optional<TimePoint> expires_at;  ///< When the credential stops working by itself.
};

inline bool MayUse(const Caller& caller, std::string_view model) {
  return caller.models.empty() || std::find(caller.models.begin(), caller.models.end(), model) != caller.models.end();
}

}  // namespace signalbox::gateway
