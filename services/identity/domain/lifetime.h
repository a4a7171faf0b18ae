#pragma once

#include <optional>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/context/clock.h"

namespace signalbox::identity {

/// When something made `now` expires that lives for `text`: "30s", "5m", "1h", "30d", "2w", "6mo" or "1y".
///
/// Months and years are the calendar's, in UTC: one month after January 31st is the last day of February. Empty and
/// "-1" mean never. Errors: kInvalidArgument naming `duration`, also for zero and for more than 100 years.
absl::StatusOr<std::optional<TimePoint>> ExpiryAfter(std::string_view text, TimePoint now);

}  // namespace signalbox::identity
