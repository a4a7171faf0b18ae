#pragma once

#include <array>
#include <optional>

#include "services/billing/domain/money.h"
#include "services/billing/domain/tokens.h"

namespace signalbox::billing {

/// The price of a token of each class.
struct Rates {
  PicosPerToken input;
  PicosPerToken input_cached;
  PicosPerToken input_cache_write;
  PicosPerToken output;
  PicosPerToken output_reasoning;

  std::array<PicosPerToken, 5> Classes() const {
    return {input, input_cached, input_cache_write, output, output_reasoning};
  }
  friend bool operator==(const Rates&, const Rates&) = default;
};

/// The exact sum of tokens times rates, rounded up once to a whole nano.
/// nullopt when a count or a rate is negative, or the sum does not fit Nanos.
std::optional<Nanos> CostOf(const TokenCounts& tokens, const Rates& rates);

}  // namespace signalbox::billing
