#include "services/billing/domain/calendar.h"

#include <fmt/format.h>

#include "common/status/error.h"

namespace signalbox::billing {
namespace {

using std::chrono::year_month_day;

/// -1 when `text` has anything but digits.
int Number(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

absl::StatusOr<Day> ParseDay(std::string_view text, std::string_view field) {
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const int year = Number(text.substr(0, 4));
    const int month = Number(text.substr(5, 2));
    const int day = Number(text.substr(8, 2));
    const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day))};
    if (year >= 1970 && month > 0 && day > 0 && date.ok()) return Day(date);
  }
  return Error(absl::StatusCode::kInvalidArgument, "",
               fmt::format("{} must be a date such as 2026-01-31, in UTC", field), {{"field", std::string(field)}});
}

std::string FormatDay(Day day) {
  const year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

Day MonthOf(Day day) {
  const year_month_day date(day);
  return Day(date.year() / date.month() / 1);
}

Day NextMonth(Day day) {
  const year_month_day first(MonthOf(day));
  return Day(first + std::chrono::months(1));
}

}  // namespace signalbox::billing
