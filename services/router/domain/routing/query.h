#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/context/clock.h"

namespace signalbox::router {

/// What of a request matters for where it goes.
struct RouteQuery {
  std::vector<std::string> tags = {};  ///< Of the request.
  bool stream = false;
  std::int64_t input_tokens = 0;   ///< 0 when unknown.
  bool counted = false;            ///< They are exact enough to hold windows against; else a rough estimate.
  std::int64_t output_tokens = 0;  ///< At most; 0 when unknown.
  std::uint64_t prefix_hash = 0;   ///< Of the conversation's beginning; 0 when there is none.
  std::string_view pinned = {};    ///< The id or the label of the only deployment wanted; empty: any.
  TimePoint now = {};
};

}  // namespace signalbox::router
