#include "services/health/domain/scheduler.h"

#include <condition_variable>
#include <mutex>
#include <utility>

#include <pthread.h>

namespace signalbox::health {
namespace {

void Run(const std::stop_token& stop, Pace pace, const Scheduler::Round& round, const Scheduler::Report& report) {
  pthread_setname_np(pthread_self(), "health-rounds");
  std::mutex mutex;
  std::condition_variable_any wake;
  while (!stop.stop_requested()) {
    const absl::Status outcome = round(stop);
    report(outcome);
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, pace.After(outcome.ok()), [&] { return stop.stop_requested(); });
  }
}

}  // namespace

Scheduler::Scheduler(Pace pace, Round round, Report report)
    : thread_([pace = std::move(pace), round = std::move(round),
               report = std::move(report)](const std::stop_token& stop) { Run(stop, pace, round, report); }) {}

}  // namespace signalbox::health
