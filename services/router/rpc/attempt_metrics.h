#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include <prometheus/counter.h>
#include <prometheus/family.h>

#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// Counts attempts by provider and ending: `signalbox_upstream_attempts_total`. Any thread.
class AttemptMetrics {
 public:
  AttemptMetrics();

  void Count(const v1::Attempt& attempt);

 private:
  static constexpr std::size_t kEndings = llm::v1::Ending_ARRAYSIZE;
  using Series = std::array<prometheus::Counter*, kEndings>;
  using ByProvider = std::unordered_map<std::string, Series>;

  std::shared_ptr<const ByProvider> Add(const std::string& provider);

  prometheus::Family<prometheus::Counter>& family_;
  std::mutex adding_;
  // Replaced when a provider is seen for the first time, so that counting needs no lock.
  std::atomic<std::shared_ptr<const ByProvider>> known_;
};

}  // namespace signalbox::router
