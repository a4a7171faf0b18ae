#include "services/router/rpc/attempt_metrics.h"

#include <algorithm>

#include "common/metrics/metrics.h"

namespace signalbox::router {
namespace {

std::string LabelOf(int ending) {
  std::string name = llm::v1::Ending_Name(static_cast<llm::v1::Ending>(ending));
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  return name;
}

}  // namespace

AttemptMetrics::AttemptMetrics()
    : family_(metrics::Counter("signalbox_upstream_attempts_total", "Tries at providers, by how they ended.")),
      known_(std::make_shared<const ByProvider>()) {}

void AttemptMetrics::Count(const v1::Attempt& attempt) {
  auto known = known_.load(std::memory_order_acquire);
  if (!known->contains(attempt.provider())) known = Add(attempt.provider());
  known->at(attempt.provider())[attempt.ending()]->Increment();
}

std::shared_ptr<const AttemptMetrics::ByProvider> AttemptMetrics::Add(const std::string& provider) {
  const std::lock_guard lock(adding_);
  auto known = std::make_shared<ByProvider>(*known_.load(std::memory_order_acquire));
  Series series{};
  for (std::size_t ending = 1; ending < kEndings; ++ending) {
    series[ending] = &family_.Add({{"provider", provider}, {"ending", LabelOf(static_cast<int>(ending))}});
  }
  known->emplace(provider, series);
  known_.store(known, std::memory_order_release);
  return known;
}

}  // namespace signalbox::router
