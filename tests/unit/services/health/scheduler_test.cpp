#include "services/health/domain/scheduler.h"

#include <atomic>
#include <future>
#include <semaphore>

#include <gtest/gtest.h>

namespace signalbox::health {
namespace {

using namespace std::chrono_literals;

Pace Slow() {
  return Pace(1h, [] { return 0.5; });
}

Pace Fast() {
  return Pace(4ms, [] { return 0.5; });
}

TEST(SchedulerTest, BeginsTheFirstRoundAtOnce) {
  std::promise<void> began;
  const Scheduler scheduler(
      Slow(),
      [&](const std::stop_token&) {
        began.set_value();
        return absl::OkStatus();
      },
      [](const absl::Status&) {});

  EXPECT_EQ(began.get_future().wait_for(10s), std::future_status::ready);
}

TEST(SchedulerTest, GoesOnAfterAFailureAndReportsIt) {
  std::counting_semaphore<> reported(0);
  std::atomic<int> failures{0};
  const Scheduler scheduler(
      Fast(), [](const std::stop_token&) { return absl::UnavailableError("away"); },
      [&](const absl::Status& outcome) {
        if (!outcome.ok()) ++failures;
        reported.release();
      });

  for (int i = 0; i < 3; ++i) ASSERT_TRUE(reported.try_acquire_for(10s));
  EXPECT_GE(failures, 3);
}

TEST(SchedulerTest, StopsWhileItWaitsForTheNextRound) {
  std::promise<void> reported;
  auto scheduler = std::make_unique<Scheduler>(
      Slow(), [](const std::stop_token&) { return absl::OkStatus(); },
      [&](const absl::Status&) { reported.set_value(); });
  reported.get_future().wait();

  const auto asked = std::chrono::steady_clock::now();
  scheduler.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - asked, 5s) << "the next round is due in 15 s";
}

TEST(SchedulerTest, ARoundUnderWayHearsTheStop) {
  std::promise<void> began;
  auto scheduler = std::make_unique<Scheduler>(
      Slow(),
      [&](const std::stop_token& stop) {
        began.set_value();
        std::promise<void> stopped;
        const std::stop_callback on_stop(stop, [&] { stopped.set_value(); });
        stopped.get_future().wait();
        return absl::OkStatus();
      },
      [](const absl::Status&) {});
  began.get_future().wait();

  scheduler->RequestStop();
  scheduler.reset();
}

}  // namespace
}  // namespace signalbox::health
