// What one request over an open connection costs: `./upstream_bench`. cpu_us is that of this whole process.

#include <atomic>
#include <latch>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "common/upstream/client.h"
#include "tests/support/fake_provider/process.h"

namespace signalbox::upstream {
namespace {

double CpuMicros() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto micros = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return micros(usage.ru_utime) + micros(usage.ru_stime);
}

/// Starts the next request when one is done, until all are.
class Chain : public Observer, public std::enable_shared_from_this<Chain> {
 public:
  Chain(Client& client, const Request& request, std::atomic<int>& left, std::latch& ended)
      : client_(client), request_(request), left_(left), ended_(ended) {}

  void Next() {
    if (left_.fetch_sub(1) <= 0) return ended_.count_down();
    client_.Start(request_, shared_from_this());
  }

  void OnHead(const ResponseHead&) override {}
  void OnData(std::string_view bytes) override { benchmark::DoNotOptimize(bytes.data()); }
  void OnDone(const Result& result) override {
    if (result.failure != Failure::kNone) std::abort();
    Next();
  }

 private:
  Client& client_;
  const Request& request_;
  std::atomic<int>& left_;
  std::latch& ended_;
};

void Requests(benchmark::State& state) {
  constexpr int kRequests = 20'000;
  const test::FakeProvider provider({"--no-record"});
  Client client(ClientOptions{});
  Request request;
  request.url = provider.openai_url() + "/chat/completions";
  request.headers = {{"content-type", "application/json"}, {"authorization", "Bearer sk-1"}};
  request.body =
      state.range(1) != 0 ? R"({"model":"m;tokens=20","messages":[],"stream":true})" : R"({"model":"m","messages":[]})";
  request.allow_private = true;
  const double before = CpuMicros();
  for (auto _ : state) {
    std::atomic<int> left = kRequests;
    std::latch ended(state.range(0));
    for (int i = 0; i < state.range(0); ++i) std::make_shared<Chain>(client, request, left, ended)->Next();
    ended.wait();
  }
  const auto total = static_cast<double>(state.iterations()) * kRequests;
  state.counters["cpu_us"] = (CpuMicros() - before) / total;
  state.counters["per_second"] = benchmark::Counter(total, benchmark::Counter::kIsRate);
}

BENCHMARK(Requests)->ArgNames({"at_once", "stream"})->ArgsProduct({{1, 32, 256}, {0, 1}})->UseRealTime();

}  // namespace
}  // namespace signalbox::upstream

BENCHMARK_MAIN();
