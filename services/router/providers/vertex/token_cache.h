#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "services/router/domain/catalog.h"
#include "services/router/providers/vertex/token_answer.h"

namespace signalbox::router::vertex {

/// The tokens of all accounts: who waits for one, when to exchange again, when to leave it for a while. Any thread.
class TokenCache {
 public:
  using Done = std::function<void(absl::StatusOr<std::string>)>;

  static constexpr std::chrono::minutes kRefreshAhead{5};
  static constexpr std::chrono::seconds kExpiryMargin{10};  ///< A token is not used for its last seconds.
  static constexpr std::chrono::seconds kFirstPause{1};
  static constexpr std::chrono::seconds kLongestPause{60};
  static constexpr std::size_t kMaxWaiters = 4096;
  static constexpr std::size_t kMaxAccounts = 1024;

  /// Tells `done` now or lets it wait. True when the caller must exchange the account's secret and report to Finish().
  bool Ask(const Account& account, TimePoint now, Done done);

  /// What came of an exchange; tells everybody who waits.
  void Finish(const std::string& account_id, TimePoint now, const absl::StatusOr<FreshToken>& outcome);

 private:
  struct Entry {
    Entry() = default;
    explicit Entry(std::string of_secret) : secret(std::move(of_secret)) {}

    std::string secret;  // Another secret is another token.
    std::string token;   // Empty before the first.
    TimePoint expiry;
    TimePoint pause_end;
    std::chrono::seconds pause{0};
    absl::Status failure;
    bool under_way = false;
    std::vector<Done> waiting;
  };

  Entry& EntryOf(const Account& account);
  void MakeRoom();

  std::mutex mutex_;  // Guards what follows.
  std::map<std::string, Entry> entries_;
};

}  // namespace signalbox::router::vertex
