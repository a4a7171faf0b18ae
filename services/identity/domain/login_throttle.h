#pragma once

#include <chrono>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include <absl/status/status.h>

#include "common/context/clock.h"

namespace signalbox::identity {

/// Slows down whoever guesses passwords for one e-mail address.
///
/// After five failures the address has to wait: one second, then twice as long after each further failure, at most five
/// minutes. A success forgets the failures. Remembers the addresses that failed last, at most `max_addresses`. Any
/// thread.
class LoginThrottle {
 public:
  explicit LoginThrottle(Clock clock, size_t max_addresses = 10'000);

  /// Errors: kResourceExhausted, reason RATE_LIMITED, metadata retry_after_ms, while the address has to wait.
  absl::Status Check(const std::string& email);

  void Failed(const std::string& email);
  void Succeeded(const std::string& email);

 private:
  struct Failures {
    std::string email;
    int count = 0;
    TimePoint wait_until;
  };

  const Clock clock_;
  const size_t max_addresses_;

  std::mutex mutex_;            // Guards what follows.
  std::list<Failures> recent_;  // Latest failure first.
  std::unordered_map<std::string, std::list<Failures>::iterator> by_email_;
};

}  // namespace signalbox::identity
