#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "services/billing/domain/money.h"

namespace signalbox::billing {

/// Reads a price in USD per million tokens ("2.50", "0.0125", "15") exactly: digits, and at most six after the point.
/// Errors: kInvalidArgument for anything else, and for more than 1,000,000.
absl::StatusOr<PicosPerToken> ParseUsdPerMillion(std::string_view text);

}  // namespace signalbox::billing
