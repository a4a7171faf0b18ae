#pragma once

#include <compare>
#include <cstdint>

namespace signalbox::billing {

/// An amount in billionths of a US dollar.
struct Nanos {
  std::int64_t value = 0;
  friend auto operator<=>(const Nanos&, const Nanos&) = default;
};

/// A price in trillionths of a US dollar per token: $0.0125 per million tokens is exactly 12,500.
struct PicosPerToken {
  std::int64_t value = 0;
  friend auto operator<=>(const PicosPerToken&, const PicosPerToken&) = default;
};

}  // namespace signalbox::billing
