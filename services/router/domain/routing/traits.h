#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::router {

/// What tokens cost at a deployment, in pico-USD (10^-12) per token; not negative.
struct TokenPrice {
  std::int64_t input = 0;
  std::int64_t output = 0;

  friend bool operator==(const TokenPrice&, const TokenPrice&) = default;
};

/// What is configured of a deployment for the choice among several.
struct DeploymentTraits {
  std::optional<std::uint32_t> weight = {};         ///< 0 to 1000; 0 takes no new requests.
  std::optional<std::uint32_t> rpm = {};            ///< Requests a minute that it may be asked, at least 1.
  std::optional<std::uint32_t> tpm = {};            ///< Tokens a minute, at least 1.
  int priority = 0;                                 ///< The lowest number goes first, with the strategy `priority`.
  std::vector<std::string> tags = {};               ///< With the strategy `tag-based`.
  std::optional<std::int64_t> context_window = {};  ///< Tokens of input and output together.
  std::optional<TokenPrice> price = {};             ///< With the strategy `lowest-cost`.

  friend bool operator==(const DeploymentTraits&, const DeploymentTraits&) = default;
};

}  // namespace signalbox::router
