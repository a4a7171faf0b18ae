#include "services/health/domain/check.h"

#include <algorithm>

namespace signalbox::health {

double SuccessRate(std::span<const Check> checks) {
  const auto healthy = std::ranges::count_if(checks, &Check::healthy);
  return 100.0 * static_cast<double>(healthy) / static_cast<double>(checks.size());
}

}  // namespace signalbox::health
