#pragma once

#include <cstddef>
#include <span>

#include "services/memory/domain/turn.h"

namespace signalbox::memory {

/// Where a history whose older part is missing may begin, so that a model still understands the rest.
///
/// Returns the first index from which no tool result lacks its call, preferring one where a user or instructions speak
/// over one where the assistant does: an answer whose question is gone is kept only if nothing else can be. Returns
/// `turns.size()` when there is no such place.
size_t FirstWholeTurn(std::span<const TurnFacts> turns);

}  // namespace signalbox::memory
