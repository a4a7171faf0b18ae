#include "services/billing/domain/rate_table.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace signalbox::billing {
namespace {

std::size_t FixedCharacters(std::string_view pattern) {
  return pattern.size() - static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), '*'));
}

/// Keeps the best of the rates it is offered.
class Contest {
 public:
  Contest(const PricedBy& request, TimePoint start)
      : request_(request), day_(std::chrono::floor<std::chrono::days>(start)) {}

  void Offer(const Rate& rate, bool exact, bool upstream_name) {
    if (rate.effective_from > day_) return;
    const bool for_provider = !rate.provider.empty();
    if (for_provider && rate.provider != request_.provider) return;
    if (!for_provider && !upstream_name) return;
    const Rank rank(exact, for_provider, upstream_name, FixedCharacters(rate.model), rate.effective_from);
    if (best_ != nullptr && rank <= rank_) return;
    best_ = &rate;
    rank_ = rank;
  }

  const Rate* best() const { return best_; }

 private:
  using Rank = std::tuple<bool, bool, bool, std::size_t, Day>;

  const PricedBy& request_;
  const Day day_;
  const Rate* best_ = nullptr;
  Rank rank_;
};

}  // namespace

RateTable::RateTable(std::vector<RateCard> cards) {
  for (RateCard& card : cards) {
    Index& index = cards_.emplace_back();
    for (Rate& rate : card.rates) {
      if (rate.model.find('*') != std::string::npos) {
        index.patterns.push_back(std::move(rate));
      } else {
        const std::string name = rate.model;
        index.exact[name].push_back(std::move(rate));
      }
    }
  }
}

const Rate* RateTable::Find(const PricedBy& request, TimePoint start) const {
  // A request that never went upstream has its public name only, and then that is all there is to go by.
  const std::string_view upstream = request.upstream_model.empty() ? request.model : request.upstream_model;
  const std::pair<std::string_view, bool> names[] = {{upstream, true}, {request.model, false}};
  for (const Index& card : cards_) {
    Contest contest(request, start);
    for (const auto& [name, upstream_name] : names) {
      if (const auto found = card.exact.find(std::string(name)); found != card.exact.end()) {
        for (const Rate& rate : found->second) contest.Offer(rate, true, upstream_name);
      }
      for (const Rate& rate : card.patterns) {
        if (MatchesPattern(rate.model, name)) contest.Offer(rate, false, upstream_name);
      }
    }
    if (contest.best() != nullptr) return contest.best();
  }
  return nullptr;
}

bool MatchesPattern(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;  // Let the last star take one character more.
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace signalbox::billing
