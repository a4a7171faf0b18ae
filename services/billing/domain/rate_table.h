#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/context/clock.h"
#include "services/billing/domain/rate_card.h"

namespace signalbox::billing {

/// Who served a request: what decides its price.
struct PricedBy {
  std::string_view model;           ///< Public name.
  std::string_view upstream_model;  ///< What the provider calls it; empty when nothing was sent upstream.
  std::string_view provider;
};

/// Finds the rate of a request. Immutable: any thread.
///
/// An earlier card wins over a later one wherever it has a rate at all. Within a card, among rates in force at the
/// time: a rate with the exact name wins over a pattern, then one for the provider over one for any, then one for the
/// upstream name over one for the public name, then the pattern with more fixed characters, then the newest.
/// A rate for any provider is matched against the upstream name alone: what operators call a model here says nothing
/// about what a provider charges for it, unless a rate says so about that provider.
class RateTable {
 public:
  RateTable() = default;
  explicit RateTable(std::vector<RateCard> cards);

  /// nullptr when no card knows a price. Lives as long as the table.
  const Rate* Find(const PricedBy& request, TimePoint start) const;

 private:
  struct Index {
    std::unordered_map<std::string, std::vector<Rate>> exact;
    std::vector<Rate> patterns;
  };
  std::vector<Index> cards_;
};

/// Whether `pattern`, in which `*` stands for any run of characters, matches the whole of `text`.
bool MatchesPattern(std::string_view pattern, std::string_view text);

}  // namespace signalbox::billing
