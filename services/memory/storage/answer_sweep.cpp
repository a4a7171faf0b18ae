#include "services/memory/storage/answer_sweep.h"

#include <condition_variable>
#include <mutex>
#include <utility>

#include <pthread.h>

#include "common/log/log.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::memory {
namespace {

using namespace std::chrono_literals;

constexpr auto kInterval = 10min;
constexpr auto kTimeout = 30s;
constexpr std::int64_t kBatch = 500;

}  // namespace

AnswerSweep::AnswerSweep(AnswerStore& store, Clock clock) : store_(store), clock_(std::move(clock)) {}

void AnswerSweep::Start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
  pthread_setname_np(thread_.native_handle(), "answer-sweep");
}

absl::StatusOr<std::int64_t> AnswerSweep::Sweep(const std::stop_token& stop) {
  std::int64_t forgotten = 0;
  // A batch that is not full is no end: what it forgot may have been all that kept others.
  while (!stop.stop_requested()) {
    ASSIGN_OR_RETURN(const std::int64_t batch,
                     store_.DeleteExpired(RequestContext::Background(kTimeout), clock_(), kBatch));
    if (batch == 0) break;
    forgotten += batch;
  }
  return forgotten;
}

void AnswerSweep::Run(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    const absl::StatusOr<std::int64_t> forgotten = Sweep(stop);
    if (!forgotten.ok()) log::Error("memory: expired answers stay", {{"error", MessageOf(forgotten.status())}});
    wake.wait_for(lock, stop, kInterval, [] { return false; });
  }
}

}  // namespace signalbox::memory
