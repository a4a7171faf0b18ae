#include "services/router/domain/pick.h"

#include <algorithm>
#include <numeric>

namespace signalbox::router {

std::optional<std::size_t> PickWeighted(std::span<const std::uint32_t> weights, const Random& random) {
  const auto sum = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
  if (sum == 0) return std::nullopt;
  const auto largest = std::max_element(weights.begin(), weights.end());
  if (*largest == sum) return static_cast<std::size_t>(largest - weights.begin());

  std::uint64_t draw = random(sum);
  std::size_t index = 0;
  while (draw >= weights[index]) draw -= weights[index++];
  return index;
}

}  // namespace signalbox::router
