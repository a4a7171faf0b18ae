#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

namespace signalbox::billing {

/// A day in UTC.
using Day = std::chrono::sys_days;

/// Reads "2026-01-31"; years 1970 to 9999. Errors: kInvalidArgument naming `field` for any other text and for days that
/// do not exist.
absl::StatusOr<Day> ParseDay(std::string_view text, std::string_view field);

/// Writes "2026-01-31".
std::string FormatDay(Day day);

/// The first day of the month of `day`, and of the month after.
Day MonthOf(Day day);
Day NextMonth(Day day);

}  // namespace signalbox::billing
