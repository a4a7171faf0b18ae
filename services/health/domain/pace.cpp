#include "services/health/domain/pace.h"

#include <algorithm>
#include <utility>

namespace signalbox::health {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kMaxTick{15'000};
constexpr milliseconds kFirstRetry{250};

}  // namespace

Pace::Pace(milliseconds interval, Random random)
    : interval_(interval), tick_(std::min(interval / 4, kMaxTick)), random_(std::move(random)), retry_(kFirstRetry) {}

milliseconds Pace::After(bool succeeded) {
  if (!succeeded) {
    const milliseconds wait = std::min(retry_, tick_);
    retry_ = std::min(retry_ * 2, tick_);
    return wait;
  }
  retry_ = kFirstRetry;
  return std::chrono::duration_cast<milliseconds>(tick_ * (0.9 + 0.2 * random_()));
}

}  // namespace signalbox::health
