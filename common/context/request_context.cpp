#include "common/context/request_context.h"

#include <algorithm>

namespace signalbox {

std::chrono::milliseconds RequestContext::Remaining(std::chrono::milliseconds fallback) const {
  if (!deadline) return fallback;
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*deadline - std::chrono::steady_clock::now());
  return std::max(left, std::chrono::milliseconds{0});
}

RequestContext RequestContext::Background(std::chrono::milliseconds timeout) {
  RequestContext context;
  context.deadline = std::chrono::steady_clock::now() + timeout;
  return context;
}

}  // namespace signalbox
