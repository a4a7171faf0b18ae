#pragma once

#include <chrono>

#include "services/billing/domain/entry.h"

namespace signalbox::billing {

inline const TimePoint kSampleNow = std::chrono::sys_days(std::chrono::November / 21 / 2026) + std::chrono::hours(10);

/// A finished request with everything filled in, five minutes before kSampleNow.
inline Entry SampleEntry() {
  Entry entry;
  entry.entry_id = "0b6a3d4e-6f0f-4a58-9a54-5b8f9d6f1c01";
  entry.request_id = "request-1";
  entry.start_time = kSampleNow - std::chrono::minutes(5);
  entry.end_time = entry.start_time + std::chrono::seconds(2);
  entry.key_id = "key-1";
  entry.model = "demo";
  entry.provider = "demo";
  entry.upstream_model = "demo";
  entry.tokens = {.input = 9, .output = 3};
  entry.outcome = Outcome::kCompleted;
  entry.status = 200;
  entry.attempts = 1;
  return entry;
}

}  // namespace signalbox::billing
