#include "services/identity/domain/login_throttle.h"

#include <algorithm>

#include "common/status/error.h"

namespace signalbox::identity {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kFreeFailures = 5;
constexpr seconds kFirstWait{1};
constexpr seconds kLongestWait{300};

seconds WaitAfter(int failures) {
  if (failures < kFreeFailures) return seconds(0);
  const int doublings = std::min(failures - kFreeFailures, 16);
  return std::min(kFirstWait * (1 << doublings), kLongestWait);
}

}  // namespace

LoginThrottle::LoginThrottle(Clock clock, size_t max_addresses)
    : clock_(std::move(clock)), max_addresses_(max_addresses) {}

absl::Status LoginThrottle::Check(const std::string& email) {
  const std::scoped_lock lock(mutex_);
  const auto it = by_email_.find(email);
  if (it == by_email_.end()) return absl::OkStatus();
  const auto left = std::chrono::ceil<milliseconds>(it->second->wait_until - clock_());
  if (left <= milliseconds(0)) return absl::OkStatus();
  return Error(absl::StatusCode::kResourceExhausted, "RATE_LIMITED", "too many failed attempts; try again later",
               {{"retry_after_ms", std::to_string(left.count())}});
}

void LoginThrottle::Failed(const std::string& email) {
  const std::scoped_lock lock(mutex_);
  const auto it = by_email_.find(email);
  if (it != by_email_.end()) {
    recent_.splice(recent_.begin(), recent_, it->second);
  } else {
    recent_.push_front({email, 0, TimePoint()});
    by_email_[email] = recent_.begin();
  }
  Failures& failures = recent_.front();
  ++failures.count;
  failures.wait_until = clock_() + WaitAfter(failures.count);
  if (recent_.size() > max_addresses_) {
    by_email_.erase(recent_.back().email);
    recent_.pop_back();
  }
}

void LoginThrottle::Succeeded(const std::string& email) {
  const std::scoped_lock lock(mutex_);
  const auto it = by_email_.find(email);
  if (it == by_email_.end()) return;
  recent_.erase(it->second);
  by_email_.erase(it);
}

}  // namespace signalbox::identity
