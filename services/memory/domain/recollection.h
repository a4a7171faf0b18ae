#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "services/memory/domain/session_store.h"
#include "services/memory/domain/turn.h"

namespace signalbox::memory {

/// What a model should be reminded of, oldest first.
struct Recollection {
  std::vector<std::string> turns;
  bool truncated = false;  ///< Older turns were left out.
};

/// The contents of `turns` from the one at index `first` on.
std::vector<std::string> ContentsFrom(std::vector<StoredTurn> turns, std::size_t first);

/// A history as a model may be told it: all of one that lacks nothing, else from where FirstWholeTurn says.
/// Errors: kDataLoss when a turn cannot be read.
absl::StatusOr<Recollection> Recollect(History history, const TurnReader& reader);

}  // namespace signalbox::memory
