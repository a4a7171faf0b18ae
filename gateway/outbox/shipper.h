#pragma once

#include <chrono>
#include <optional>
#include <random>
#include <stop_token>
#include <vector>

#include "gateway/outbox/outbox_file.h"
#include "services/billing/client/billing_client.h"

namespace signalbox::gateway {

/// Brings entries to billing, however long it takes. One thread.
class Shipper {
 public:
  Shipper(billing::BillingClient& billing, std::chrono::milliseconds retry_min, std::chrono::milliseconds retry_max);

  /// Sends `request`, in calls of at most `batch_size` entries, until billing has taken or refused each entry. A call
  /// that is refused as invalid is halved until the entry that is to blame stands alone; those are returned.
  /// nullopt when `stop` came first: then some may have been taken.
  std::optional<std::vector<RejectedEntry>> Ship(const billing::v1::RecordRequest& request, int batch_size,
                                                 const std::stop_token& stop);

 private:
  struct Span {
    int begin;
    int end;
  };

  absl::Status SendUntilAnswered(const billing::v1::RecordRequest& request, const std::stop_token& stop);
  void Pause(const std::stop_token& stop);

  billing::BillingClient& billing_;
  const std::chrono::milliseconds retry_min_;
  const std::chrono::milliseconds retry_max_;
  std::chrono::milliseconds pause_;
  std::minstd_rand random_{std::random_device{}()};
};

}  // namespace signalbox::gateway
