#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "common/context/clock.h"
#include "services/billing/domain/money.h"
#include "services/billing/domain/tokens.h"

namespace signalbox::billing {

/// How a request ended. The numbers are stored; they are those of signalbox.llm.v1.Ending.
enum class Outcome {
  kUnknown = 0,
  kCompleted = 1,
  kClientCancelled = 2,
  kUpstreamError = 3,
  kUpstreamCut = 4,
  kTimeout = 5,
  kRefused = 6,
};

/// One request that ended, as the gateway reports it. Empty strings where there was no such thing.
struct Entry {
  std::string entry_id;  ///< A UUID; together with start_time what makes the entry unique.
  std::string request_id;
  TimePoint start_time;  ///< Whole microseconds, like every time here.
  TimePoint end_time;
  std::string key_id;
  std::string user_id;
  std::string team_id;
  std::string organization_id;
  std::string end_user;
  std::string session_id;
  std::string model;
  std::string deployment;
  std::string provider;
  std::string account_id;
  std::string upstream_model;
  TokenCounts tokens;
  bool estimated = false;
  Outcome outcome = Outcome::kUnknown;
  int status = 0;
  std::chrono::microseconds ttft{0};
  std::chrono::microseconds duration{0};
  bool stream = false;
  int attempts = 0;
};

/// An entry as the ledger keeps it.
struct LedgerEntry : Entry {
  std::int64_t rate_id = 0;  ///< The rate it was priced with; 0 when none was.
  Nanos cost;
  bool unpriced = false;       ///< It has tokens and no card knows their price: the cost is 0.
  bool quarantined = false;    ///< Its usage cannot be true: tokens and cost are 0.
  std::string reported_usage;  ///< What was reported instead, for whoever corrects it; only when quarantined.
};

}  // namespace signalbox::billing
