#include "services/router/domain/routing/strategy.h"

#include <array>
#include <string>

#include "common/status/error.h"
#include "services/router/domain/routing/strategies/least.h"
#include "services/router/domain/routing/strategies/prefix_affinity.h"
#include "services/router/domain/routing/strategies/tag_based.h"
#include "services/router/domain/routing/strategies/weighted_round_robin.h"

namespace signalbox::router {
namespace {

using Made = std::shared_ptr<const Strategy>;

template <typename T>
Made Make(const StrategyInput&) {
  return std::make_shared<T>();
}

Made MakeRoundRobin(const StrategyInput& input) {
  return std::make_shared<WeightedRoundRobin>(input.deployments, input.turns);
}

Made MakeShuffle(const StrategyInput&) {
  return nullptr;
}

struct Entry {
  std::string_view name;
  Made (*make)(const StrategyInput&);
};

constexpr std::array kStrategies = {
    Entry{"simple-shuffle", MakeShuffle},
    Entry{"weighted-round-robin", MakeRoundRobin},
    Entry{"lowest-latency", Make<LowestLatency>},
    Entry{"least-busy", Make<LeastBusy>},
    Entry{"lowest-tpm-rpm", Make<LowestUsage>},
    Entry{"lowest-cost", Make<LowestCost>},
    Entry{"tag-based", Make<TagBased>},
    Entry{"priority", Make<Priority>},
    Entry{"prefix-affinity", Make<PrefixAffinity>},
};

const Entry* Find(std::string_view name) {
  for (const Entry& entry : kStrategies) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

absl::Status Unknown(std::string_view name) {
  std::string message = "there is no strategy \"";
  message += name;
  message += "\"; there are";
  for (const Entry& entry : kStrategies) {
    message += &entry == kStrategies.data() ? " " : ", ";
    message += entry.name;
  }
  return Error(absl::StatusCode::kInvalidArgument, "", std::move(message));
}

}  // namespace

std::shared_ptr<const Strategy> Strategy::CountingOn(std::shared_ptr<Turns>) const {
  return nullptr;
}

absl::StatusOr<std::shared_ptr<const Strategy>> MakeStrategy(std::string_view name, const StrategyInput& input) {
  const Entry* entry = Find(name);
  if (!entry) return Unknown(name);
  return entry->make(input);
}

absl::Status CheckStrategy(std::string_view name) {
  return Find(name) ? absl::OkStatus() : Unknown(name);
}

}  // namespace signalbox::router
