#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/context/clock.h"
#include "common/context/principal.h"
#include "common/names/name_list.h"

namespace signalbox::gateway {

/// Whose a credential is and what it may use. Immutable once shared.
struct Caller {
  Principal principal;
  NameList models;                      ///< Public names the caller may use, and patterns of them; empty: all.
  std::optional<TimePoint> expires_at;  ///< When the credential stops working by itself.
};

inline bool MayUse(const Caller& caller, std::string_view model) {
  return caller.models.Contains(model);
}

}  // namespace signalbox::gateway
