#include "services/identity/domain/lifetime.h"

#include <array>
#include <charconv>
#include <chrono>

#include "common/status/error.h"

namespace signalbox::identity {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::seconds;

constexpr std::chrono::years kLongest{100};

absl::Status Malformed() {
  return Error(absl::StatusCode::kInvalidArgument, "",
               "duration: write a whole number and a unit (30s, 5m, 1h, 30d, 2w, 6mo, 1y), or -1 for never",
               {{"field", "duration"}});
}

TimePoint AddMonths(TimePoint start, int months) {
  const auto midnight = floor<days>(start);
  std::chrono::year_month_day date(midnight);
  date += std::chrono::months(months);
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return std::chrono::sys_days(date) + (start - midnight);
}

struct Unit {
  std::string_view name;
  seconds length;  // Zero for units of the calendar.
  int months;
};

constexpr std::array<Unit, 7> kUnits{{{"s", seconds(1), 0},
                                      {"m", seconds(60), 0},
                                      {"h", seconds(3600), 0},
                                      {"d", days(1), 0},
                                      {"w", days(7), 0},
                                      {"mo", seconds(0), 1},
                                      {"y", seconds(0), 12}}};

const Unit* FindUnit(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

}  // namespace

absl::StatusOr<std::optional<TimePoint>> ExpiryAfter(std::string_view text, TimePoint now) {
  if (text.empty() || text == "-1") return std::nullopt;
  // 32 bits of any unit fit into 64 bits of seconds or a calendar's months.
  std::int32_t count = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (failure != std::errc() || count <= 0) return Malformed();
  const Unit* unit = FindUnit(text.substr(static_cast<size_t>(end - text.data())));
  if (unit == nullptr) return Malformed();
  const TimePoint latest = AddMonths(now, 12 * static_cast<int>(kLongest.count()));
  const std::int64_t months = std::int64_t{count} * unit->months;
  // In seconds: in the clock's nanoseconds the longest of these products would not fit.
  if (months > 12 * kLongest.count() || unit->length * std::int64_t{count} > floor<seconds>(latest - now)) {
    return Error(absl::StatusCode::kInvalidArgument, "", "duration: at most 100 years, or -1 for never",
                 {{"field", "duration"}});
  }
  return unit->months > 0 ? AddMonths(now, static_cast<int>(months)) : now + unit->length * std::int64_t{count};
}

}  // namespace signalbox::identity
