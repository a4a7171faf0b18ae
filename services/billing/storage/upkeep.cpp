#include "services/billing/storage/upkeep.h"

#include <condition_variable>
#include <mutex>

#include <pthread.h>

#include "common/log/log.h"
#include "common/metrics/metrics.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::billing {
namespace {

using namespace std::chrono_literals;

constexpr auto kInterval = 10min;
constexpr auto kTimeout = 30s;

prometheus::Gauge& CostDifference() {
  static auto& gauge = metrics::Gauge("signalbox_billing_ledger_difference_nanos",
                                      "Cost of the last full hour's entries less that of its sums; must be 0.")
                           .Add({});
  return gauge;
}

prometheus::Gauge& EntryDifference() {
  static auto& gauge = metrics::Gauge("signalbox_billing_ledger_difference_entries",
                                      "Entries of the last full hour less those in its sums; must be 0.")
                           .Add({});
  return gauge;
}

void LogFailure(const absl::Status& status) {
  if (!status.ok()) log::Error("billing: upkeep failed", {{"error", MessageOf(status)}});
}

}  // namespace

Upkeep::Upkeep(Partitions& partitions, PgLedger& ledger, Clock clock)
    : partitions_(partitions), ledger_(ledger), clock_(std::move(clock)) {}

absl::Status Upkeep::Start() {
  RETURN_IF_ERROR(MakePartitions());
  RETURN_IF_ERROR(CompareLastHour());
  thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
  pthread_setname_np(thread_.native_handle(), "billing-upkeep");
  return absl::OkStatus();
}

absl::Status Upkeep::MakePartitions() {
  const Day month = MonthOf(std::chrono::floor<std::chrono::days>(clock_()));
  return partitions_.Ensure(RequestContext::Background(kTimeout),
                            {month, NextMonth(month), NextMonth(NextMonth(month))});
}

absl::Status Upkeep::CompareLastHour() {
  ASSIGN_OR_RETURN(const Difference difference, ledger_.CheckHour(RequestContext::Background(kTimeout), clock_() - 1h));
  CostDifference().Set(static_cast<double>(difference.cost.value));
  EntryDifference().Set(static_cast<double>(difference.entries));
  if (difference.cost.value != 0 || difference.entries != 0) {
    log::Error("billing: the ledger and its sums disagree",
               {{"cost_nanos", difference.cost.value}, {"entries", difference.entries}});
  }
  return absl::OkStatus();
}

void Upkeep::Run(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (!wake.wait_for(lock, stop, kInterval, [] { return false; }) && !stop.stop_requested()) {
    LogFailure(MakePartitions());
    LogFailure(CompareLastHour());
  }
}

}  // namespace signalbox::billing
