#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "services/billing/domain/calendar.h"
#include "services/billing/domain/cost.h"

namespace signalbox::billing {

/// What a model costs from a day on.
struct Rate {
  std::int64_t id = 0;   ///< Its version in the ledger, given by storage; 0 until then.
  std::string model;     ///< A model's name, or a pattern in which `*` stands for any run of characters.
  std::string provider;  ///< Empty: any provider.
  Day effective_from;
  Rates rates;

  friend bool operator==(const Rate&, const Rate&) = default;
};

/// A list of rates that was published together.
struct RateCard {
  std::string name;  ///< Where it came from: the date of a shipped card, or "override".
  std::string text;  ///< As it was read; two cards of one name with other texts are two versions.
  std::vector<Rate> rates;
};

/// Reads a card: one rate a line,
///   model, provider or *, effective_from, input, input_cached, input_cache_write, output, output_reasoning
/// in USD per million tokens; empty input_cached and input_cache_write mean the price of input, empty output_reasoning
/// the price of output. Lines that are empty or start with `#` are skipped.
/// Errors: kInvalidArgument naming card and line; also when two lines give the same rate.
absl::StatusOr<RateCard> ParseRateCard(std::string name, std::string text);

}  // namespace signalbox::billing
