#include "services/billing/domain/cost.h"

#include <cstddef>
#include <limits>

namespace signalbox::billing {
namespace {

__extension__ typedef unsigned __int128 Picos;

constexpr Picos kPicosPerNano = 1'000;
constexpr Picos kMost = static_cast<Picos>(std::numeric_limits<std::int64_t>::max()) * kPicosPerNano;

}  // namespace

std::optional<Nanos> CostOf(const TokenCounts& tokens, const Rates& rates) {
  const auto counts = tokens.Classes();
  const auto prices = rates.Classes();
  Picos sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] < 0 || prices[i].value < 0) return std::nullopt;
    // Neither step overflows: the product is below 2^126 and the sum so far below 2^73.
    sum += static_cast<Picos>(counts[i]) * static_cast<Picos>(prices[i].value);
    if (sum > kMost) return std::nullopt;
  }
  return Nanos{static_cast<std::int64_t>((sum + kPicosPerNano - 1) / kPicosPerNano)};
}

}  // namespace signalbox::billing
