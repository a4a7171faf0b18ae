// What an entry costs billing: CPU of this process (service and client over gRPC) and of PostgreSQL, per entry.

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <sys/resource.h>
#include <unistd.h>

#include "common/context/ids.h"
#include "services/billing/module.h"
#include "signalbox/billing/v1/billing.grpc.pb.h"
#include "tests/support/postgres/postgres.h"

namespace signalbox::billing {
namespace {

/// A process's parent and CPU time, from /proc.
struct Process {
  int parent = 0;
  double cpu_us = 0;
};

Process ProcessOf(int pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string text;
  std::getline(file, text);
  if (text.empty()) return {};
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  Process process;
  double user = 0;
  double system = 0;
  fields >> skipped >> process.parent;
  for (int i = 0; i < 9; ++i) fields >> skipped;
  fields >> user >> system;
  process.cpu_us = (user + system) * 1e6 / static_cast<double>(sysconf(_SC_CLK_TCK));
  return process;
}

/// CPU time of every process of the database server.
double PostgresCpu(int backend) {
  const int postmaster = ProcessOf(backend).parent;
  double sum = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const Process process = ProcessOf(std::stoi(name));
    if (process.parent == postmaster) sum += process.cpu_us;
  }
  return sum;
}

double OwnCpu() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1e6 * static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

/// Requests of a busy hour: 50 keys, 4 models.
v1::RecordRequest Batch(int size, std::int64_t second) {
  static std::minstd_rand random(1);
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> made(50);
    for (std::string& key : made) key = NewUuid();
    return made;
  }();
  static constexpr const char* kModels[] = {"gpt-4o-mini", "gpt-4.1", "gpt-5", "o3"};
  v1::RecordRequest request;
  for (int i = 0; i < size; ++i) {
    v1::Entry& entry = *request.add_entries();
    entry.set_entry_id(NewUuid());
    entry.set_request_id(NewUuid());
    entry.mutable_start_time()->set_seconds(second);
    entry.mutable_start_time()->set_nanos(i * 1'000'000);
    entry.mutable_end_time()->set_seconds(second + 2);
    entry.set_key_id(keys[random() % keys.size()]);
    entry.set_model(kModels[random() % 4]);
    entry.set_upstream_model(entry.model());
    entry.set_provider("openai");
    entry.set_deployment(entry.model() + "@openai");
    entry.set_account_id(keys[0]);
    entry.mutable_usage()->set_input(812);
    entry.mutable_usage()->set_output(233);
    entry.set_ending(llm::v1::COMPLETED);
    entry.set_status(200);
    entry.set_attempts(1);
  }
  return request;
}

void Record(benchmark::State& state) {
  const support::Postgres database;
  config::File file = *config::File::Parse(
      fmt::format("billing: {{ postgres: {{ url: \"{}\" }} }}", database.OptionsFor("billing").url));
  if (!Module::Migrate(file.Section("billing")).ok()) return state.SkipWithError("migrate");
  const auto module = *Module::Create(file.Section("billing"), app::Channels({}, {}, {"billing"}));
  if (!module->Start().ok()) return state.SkipWithError("start");
  const std::string address = fmt::format("unix-abstract:billing-bench-{}", getpid());
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  module->Register(builder);
  const auto server = builder.BuildAndStart();
  const auto stub = v1::BillingService::NewStub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));

  postgres::Pool pool(database.OptionsFor("billing"));
  const int backend = *pool.InTransaction({}, [](pqxx::work& transaction) -> absl::StatusOr<int> {
    return transaction.exec1("SELECT pg_backend_pid()")[0].as<int>();
  });
  const int size = static_cast<int>(state.range(0));
  double own = 0;
  double postgres = 0;
  std::int64_t batch = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const v1::RecordRequest request = Batch(size, 1'793'000'000 + batch++);
    const double own_before = OwnCpu();
    if (batch == 1) postgres = -PostgresCpu(backend);
    state.ResumeTiming();
    grpc::ClientContext call;
    v1::RecordResponse response;
    if (!stub->Record(&call, request, &response).ok() || response.recorded() != size)
      return state.SkipWithError("record");
    own += OwnCpu() - own_before;
  }
  postgres += PostgresCpu(backend);
  const auto entries = static_cast<double>(state.iterations() * size);
  state.counters["service_us_per_entry"] = own / entries;
  state.counters["postgres_us_per_entry"] = postgres / entries;
  state.SetItemsProcessed(static_cast<std::int64_t>(entries));
  server->Shutdown();
}

BENCHMARK(Record)->Arg(1)->Iterations(2'000)->UseRealTime();
BENCHMARK(Record)->Arg(80)->Iterations(500)->UseRealTime();
BENCHMARK(Record)->Arg(500)->Iterations(200)->UseRealTime();

}  // namespace
}  // namespace signalbox::billing

BENCHMARK_MAIN();
