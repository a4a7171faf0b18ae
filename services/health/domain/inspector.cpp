#include "services/health/domain/inspector.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::health {
namespace {

using std::chrono::milliseconds;

// A probe that ends by its own timeout still needs time to say so.
constexpr milliseconds kGrace{1000};
constexpr milliseconds kSignOfLife{2000};
constexpr size_t kMaxErrorBytes = 500;

// Cut between characters: the text must remain UTF-8.
std::string Shortened(std::string text) {
  if (text.size() <= kMaxErrorBytes) return text;
  size_t end = kMaxErrorBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

/// Whether the prober cannot do its work for any account, as opposed to failing for one.
bool IsAway(absl::StatusCode code) {
  return code == absl::StatusCode::kUnavailable || code == absl::StatusCode::kDeadlineExceeded ||
         code == absl::StatusCode::kResourceExhausted || code == absl::StatusCode::kCancelled;
}

/// What the threads of a round share.
class Round {
 public:
  explicit Round(const std::vector<std::string>& account_ids) : account_ids_(account_ids) {}

  /// The next account to probe; null when there is none left, or no sense in going on.
  const std::string* Next() {
    const std::lock_guard lock(mutex_);
    if (next_ == account_ids_.size() || away_) return nullptr;
    return &account_ids_[next_++];
  }

  void Put(const std::string& account_id, absl::StatusOr<Check> check) {
    const std::lock_guard lock(mutex_);
    if (check.ok()) return findings_.checks.push_back(*std::move(check));
    const absl::StatusCode code = check.status().code();
    if (code == absl::StatusCode::kNotFound) return;  // Removed since it was listed.
    findings_.failure = check.status();
    if (!IsAway(code)) return;
    away_ = true;
    findings_.unprobed.push_back(account_id);
  }

  Findings Take() {
    findings_.unprobed.insert(findings_.unprobed.end(), account_ids_.begin() + static_cast<std::ptrdiff_t>(next_),
                              account_ids_.end());
    return std::move(findings_);
  }

 private:
  const std::vector<std::string>& account_ids_;
  std::mutex mutex_;  ///< Guards everything below.
  size_t next_ = 0;
  bool away_ = false;
  Findings findings_;
};

}  // namespace

Inspector::Inspector(AccountSource& source, Prober& prober, Clock clock, Options options)
    : source_(source), prober_(prober), clock_(std::move(clock)), options_(options) {}

Findings Inspector::Inspect(const std::vector<std::string>& account_ids, const std::stop_token& stop) const {
  Round round(account_ids);
  const auto work = [&] {
    while (!stop.stop_requested()) {
      const std::string* account_id = round.Next();
      if (!account_id) return;
      round.Put(*account_id, Inspect(RequestContext(), *account_id));
    }
  };
  {
    std::vector<std::jthread> threads;
    const size_t count = std::min(account_ids.size(), static_cast<size_t>(options_.parallel));
    for (size_t i = 0; i < count; ++i) threads.emplace_back(work);
  }
  return round.Take();
}

absl::StatusOr<Check> Inspector::Inspect(const RequestContext& context, const std::string& account_id) const {
  const milliseconds patience = options_.timeout + kGrace;
  RequestContext limited = context;
  const bool in_full = context.Remaining(patience) >= patience;
  if (in_full) limited.deadline = std::chrono::steady_clock::now() + patience;

  absl::StatusOr<ProbeResult> result = prober_.Probe(limited, account_id);
  if (result.ok()) return CheckOf(account_id, *std::move(result));
  const bool silence = result.status().code() == absl::StatusCode::kDeadlineExceeded;
  return silence && in_full ? JudgeSilence(account_id, result.status()) : result.status();
}

absl::StatusOr<Check> Inspector::JudgeSilence(const std::string& account_id, const absl::Status& silence) const {
  // Nobody answered: either the provider, whom the prober waits for, or the prober. A prober that still answers is
  // well.
  if (!source_.List(RequestContext::Background(kSignOfLife)).ok()) return silence;
  const milliseconds waited = options_.timeout;
  return CheckOf(account_id, {false, 0, waited, "no answer within " + std::to_string(waited.count()) + " ms"});
}

Check Inspector::CheckOf(const std::string& account_id, ProbeResult result) const {
  const auto now = std::chrono::floor<std::chrono::microseconds>(clock_());
  return {account_id, result.healthy, result.status, result.response_time, Shortened(std::move(result.error)), now};
}

}  // namespace signalbox::health
