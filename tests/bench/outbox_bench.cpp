// What the outbox costs: CPU of the whole process per entry, at a steady rate and flat out.

#include <filesystem>
#include <semaphore>
#include <thread>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include "common/context/ids.h"
#include "gateway/outbox/outbox.h"

namespace signalbox::gateway {
namespace {

class SilentBilling : public billing::BillingClient {
 public:
  SilentBilling() : BillingClient(nullptr) {}
  absl::StatusOr<billing::v1::RecordResponse> Record(const RequestContext&,
                                                     const billing::v1::RecordRequest&) override {
    return billing::v1::RecordResponse();
  }
};

billing::v1::Entry TypicalEntry() {
  billing::v1::Entry entry;
  entry.set_entry_id(NewUuid());
  entry.set_request_id(NewUuid());
  entry.mutable_start_time()->set_seconds(1'793'000'000);
  entry.mutable_end_time()->set_seconds(1'793'000'001);
  entry.set_key_id(NewUuid());
  entry.set_user_id("user-17");
  entry.set_model("gpt-4o-mini");
  entry.set_deployment("gpt-4o-mini@openai");
  entry.set_provider("openai");
  entry.set_account_id(NewUuid());
  entry.set_upstream_model("gpt-4o-mini");
  entry.mutable_usage()->set_input(812);
  entry.mutable_usage()->set_output(233);
  entry.set_ending(llm::v1::COMPLETED);
  entry.set_status(200);
  entry.set_ttft_us(412'000);
  entry.set_duration_us(2'412'000);
  return entry;
}

double CpuMicroseconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1e6 * static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

/// One entry every 1/rate seconds; rate 0: as fast as 64 callers that wait for their `done` can.
void AppendAtRate(benchmark::State& state) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("outbox-bench-{}", NewUuid());
  std::filesystem::create_directory(folder);
  {
    OutboxOptions options;
    options.path = folder / "outbox.sqlite";
    const auto outbox = *Outbox::Open(options, std::make_unique<SilentBilling>());
    const billing::v1::Entry entry = TypicalEntry();
    std::counting_semaphore<64> window(64);
    const auto gap = std::chrono::nanoseconds(state.range(0) == 0 ? 0 : 1'000'000'000 / state.range(0));
    const double before = CpuMicroseconds();
    auto due = std::chrono::steady_clock::now();
    for (auto _ : state) {
      due += gap;
      if (gap.count() > 0) std::this_thread::sleep_until(due);
      window.acquire();
      outbox->Append(entry, [&](const absl::Status&) { window.release(); });
    }
    for (int i = 0; i < 64; ++i) window.acquire();
    state.counters["cpu_us_per_entry"] = (CpuMicroseconds() - before) / static_cast<double>(state.iterations());
    state.SetItemsProcessed(state.iterations());
  }
  std::filesystem::remove_all(folder);
}

/// How long a lone caller waits for `done`.
void AppendAndWait(benchmark::State& state) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("outbox-bench-{}", NewUuid());
  std::filesystem::create_directory(folder);
  {
    OutboxOptions options;
    options.path = folder / "outbox.sqlite";
    const auto outbox = *Outbox::Open(options, std::make_unique<SilentBilling>());
    const billing::v1::Entry entry = TypicalEntry();
    std::binary_semaphore done(0);
    for (auto _ : state) {
      outbox->Append(entry, [&](const absl::Status&) { done.release(); });
      done.acquire();
    }
  }
  std::filesystem::remove_all(folder);
}

BENCHMARK(AppendAtRate)->Arg(1'000)->Iterations(3'000)->UseRealTime();
BENCHMARK(AppendAtRate)->Arg(4'000)->Iterations(12'000)->UseRealTime();
BENCHMARK(AppendAtRate)->Arg(0)->Iterations(100'000)->UseRealTime();
BENCHMARK(AppendAndWait)->UseRealTime();

}  // namespace
}  // namespace signalbox::gateway

BENCHMARK_MAIN();
