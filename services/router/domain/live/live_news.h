#pragma once

#include <string>

#include "common/context/clock.h"
#include "services/router/domain/live/account_live.h"

namespace signalbox::router {

class LiveTable;

/// Something that one replica has seen and the others should act on, too.
struct LiveNews {
  enum class Kind {
    kOpen,  ///< A deployment's breaker is open.
    kRest,  ///< An account rests.
  };

  Kind kind = Kind::kOpen;
  std::string id;  ///< Of the deployment or the account.
  TimePoint until;
  RestReason reason = RestReason::kNone;  ///< Of a rest.

  friend bool operator==(const LiveNews&, const LiveNews&) = default;
};

/// Acts on it. What is not known here, is over already, or would last for more than a day is left alone. Any thread.
void Apply(const LiveNews& news, const LiveTable& live, TimePoint now);

}  // namespace signalbox::router
