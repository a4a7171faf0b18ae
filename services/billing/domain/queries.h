#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "services/billing/domain/calendar.h"
#include "services/billing/domain/entry.h"

namespace signalbox::billing {

/// Which entries, as a caller asks for them. Empty and 0: not given.
struct EntryRequest {
  std::string key_id{};
  std::string team_id{};
  std::string user_id{};
  std::string model{};
  std::string request_id{};
  std::string start_date{};
  std::string end_date{};
  std::int32_t limit = 0;
  std::int32_t offset = 0;
  std::int32_t page = 0;
};

/// Which entries, checked. Empty strings match everything.
struct EntryQuery {
  std::string key_id;
  std::string team_id;
  std::string user_id;
  std::string model;
  std::string request_id;
  Day first_day;
  Day last_day;  ///< Inclusive; not before first_day.
  int limit = 50;
  int offset = 0;

  friend bool operator==(const EntryQuery&, const EntryQuery&) = default;
};

/// Applies defaults (30 days up to today, 50 entries) and bounds: 1,098 days, 1,000 entries a page, 100,000 skipped.
/// Errors: kInvalidArgument naming the field; also when both page and offset are given.
absl::StatusOr<EntryQuery> CheckQuery(const EntryRequest& request, TimePoint now);

/// Sums of entries.
struct Sums {
  Nanos spend;
  std::int64_t requests = 0;
  std::int64_t prompt_tokens = 0;
  std::int64_t completion_tokens = 0;

  friend bool operator==(const Sums&, const Sums&) = default;
};

struct DaySums {
  Day day;
  Sums sums;
};

/// What an EntryQuery finds, all as of one moment.
struct EntryPage {
  std::vector<LedgerEntry> entries;  ///< Newest first.
  Sums sums;                         ///< Over everything that matches.
  std::vector<DaySums> days;         ///< Oldest first; days without an entry are left out.
};

struct KeySums {
  std::string key_id;
  Nanos spend;
  std::int64_t tokens = 0;
  std::int64_t requests = 0;

  friend bool operator==(const KeySums&, const KeySums&) = default;
};

}  // namespace signalbox::billing
