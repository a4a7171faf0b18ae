#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace signalbox::router {

/// A number drawn evenly from [0, bound); bound is positive. Called from any thread.
using Random = std::function<std::uint64_t(std::uint64_t bound)>;

/// The index of one of `weights`, each with a chance of its share of the sum; a weight of zero is never picked.
/// nullopt when all are zero. Asks `random` only if there is a choice.
std::optional<std::size_t> PickWeighted(std::span<const std::uint32_t> weights, const Random& random);

}  // namespace signalbox::router
