#include "gateway/outbox/shipper.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "common/log/log.h"
#include "common/metrics/metrics.h"
#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

constexpr std::chrono::seconds kCallTimeout{5};

prometheus::Counter& Failures() {
  static auto& counter =
      metrics::Counter("signalbox_outbox_send_failures_total", "Calls to billing that had to be made again.").Add({});
  return counter;
}

billing::v1::RecordRequest Part(const billing::v1::RecordRequest& request, int begin, int end) {
  billing::v1::RecordRequest part;
  for (int i = begin; i < end; ++i) *part.add_entries() = request.entries(i);
  return part;
}

}  // namespace

Shipper::Shipper(billing::BillingClient& billing, std::chrono::milliseconds retry_min,
                 std::chrono::milliseconds retry_max)
    : billing_(billing), retry_min_(retry_min), retry_max_(std::max(retry_min, retry_max)), pause_(retry_min) {}

std::optional<std::vector<RejectedEntry>> Shipper::Ship(const billing::v1::RecordRequest& request, int batch_size,
                                                        const std::stop_token& stop) {
  std::vector<RejectedEntry> rejected;
  std::vector<Span> spans;  // A stack: the earliest entries on top.
  for (int end = request.entries_size(); end > 0;) {
    const int begin = (end - 1) / batch_size * batch_size;
    spans.push_back({begin, end});
    end = begin;
  }
  while (!spans.empty()) {
    const auto [begin, end] = spans.back();
    spans.pop_back();
    const bool whole = end - begin == request.entries_size();
    const absl::Status status = SendUntilAnswered(whole ? request : Part(request, begin, end), stop);
    if (status.ok()) continue;
    if (status.code() != absl::StatusCode::kInvalidArgument) return std::nullopt;
    if (end - begin == 1) {
      const billing::v1::Entry& entry = request.entries(begin);
      rejected.push_back({entry.entry_id(), MessageOf(status), entry.SerializeAsString()});
      continue;
    }
    const int middle = begin + (end - begin) / 2;
    spans.push_back({middle, end});
    spans.push_back({begin, middle});
  }
  return rejected;
}

absl::Status Shipper::SendUntilAnswered(const billing::v1::RecordRequest& request, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    absl::Status status = billing_.Record(RequestContext::Background(kCallTimeout), request).status();
    if (status.ok() || status.code() == absl::StatusCode::kInvalidArgument) {
      if (pause_ != retry_min_) log::Info("outbox: billing answers again");
      pause_ = retry_min_;
      return status;
    }
    Failures().Increment();
    if (pause_ == retry_min_) {
      log::Warn("outbox: billing does not take entries; they are kept", {{"error", MessageOf(status)}});
    }
    Pause(stop);
  }
  return absl::CancelledError();
}

void Shipper::Pause(const std::stop_token& stop) {
  std::uniform_int_distribution<std::int64_t> jitter(pause_.count() / 2, pause_.count());
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  wake.wait_for(lock, stop, std::chrono::milliseconds(jitter(random_)), [] { return false; });
  pause_ = std::min(std::max(pause_ * 2, std::chrono::milliseconds{1}), retry_max_);
}

}  // namespace signalbox::gateway
