#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox::protojson {

/// Nano-USD as the shortest decimal number of USD that is exactly it: 1500 is "0.0000015". The whole range of int64.
std::string UsdOf(std::int64_t nanos);

/// The reverse: a JSON number, exponent allowed. Nothing when it is none, is finer than a billionth, or does not fit.
/// Never goes through a double.
std::optional<std::int64_t> NanosOf(std::string_view usd);

}  // namespace signalbox::protojson
