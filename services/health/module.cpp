#include "services/health/module.h"

#include <random>
#include <utility>

#include "common/log/log.h"
#include "common/metrics/metrics.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/health/rpc/provider_gauges.h"
#include "services/health/storage/migrations.h"
#include "services/router/client/router_client.h"

namespace signalbox::health {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

Account ToAccount(const router::v1::Account& account) {
  return {account.id(), account.provider(), account.name(), account.key_prefix(), account.enabled()};
}

Pace::Random EvenlyRandom() {
  return [engine = std::minstd_rand(std::random_device{}())]() mutable {
    return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
  };
}

Monitor::Options MonitorOptions(const Config& config, const Pace& pace) {
  Monitor::Options options;
  options.lease = pace.lease();
  options.history_age = config.history_age;
  options.history_checks = config.history_checks;
  return options;
}

/// Says how rounds end and what they found. On the scheduler's thread.
class Reporter {
 public:
  explicit Reporter(const Monitor& monitor)
      : monitor_(&monitor),
        failures_(&metrics::Counter("signalbox_health_failed_rounds_total",
                                    "Rounds of probes that router or database cut short.")
                       .Add({})) {}

  void operator()(const absl::Status& outcome) {
    if (const auto accounts = monitor_->List(); accounts.ok()) gauges_.Show(*accounts);
    if (outcome.ok()) return;
    failures_->Increment();
    log::Warn("round of probes cut short", {{"error", MessageOf(outcome)}});
  }

 private:
  const Monitor* monitor_;
  prometheus::Counter* failures_;
  ProviderGauges gauges_;
};

}  // namespace

/// The router, in this domain's words.
class Module::Upstreams : public AccountSource, public Prober {
 public:
  explicit Upstreams(std::shared_ptr<grpc::Channel> channel) : client_(std::move(channel)) {}

  absl::StatusOr<std::vector<Account>> List(const RequestContext& context) override {
    ASSIGN_OR_RETURN(const router::v1::ListAccountsResponse response, client_.ListAccounts(context));
    std::vector<Account> accounts;
    for (const router::v1::Account& account : response.accounts()) accounts.push_back(ToAccount(account));
    return accounts;
  }

  absl::StatusOr<ProbeResult> Probe(const RequestContext& context, const std::string& account_id) override {
    ASSIGN_OR_RETURN(const router::v1::ProbeAccountResponse response, client_.ProbeAccount(context, account_id));
    return ProbeResult{response.healthy(), response.status(), std::chrono::microseconds(response.latency_us()),
                       response.error()};
  }

 private:
  router::RouterClient client_;
};

absl::StatusOr<Config> Config::Read(config::Reader& section) {
  Config config;
  config.postgres.schema = Module::kName;
  section.GetMap("postgres", [&](config::Reader& map) { config.postgres.Read(map); });
  section.Get("interval", config.interval, seconds(1), hours(24));
  section.Get("timeout", config.timeout, milliseconds(100), seconds(60));
  section.Get("parallel_probes", config.parallel_probes, 1, 32);
  section.Get("history_age", config.history_age, hours(1), hours(24 * 365));
  section.Get("history_checks", config.history_checks, 1'000, 100'000'000);
  RETURN_IF_ERROR(section.Done());
  return config;
}

absl::StatusOr<std::unique_ptr<Module>> Module::Create(config::Reader section, const app::Channels& channels) {
  ASSIGN_OR_RETURN(Config config, Config::Read(section));
  return std::unique_ptr<Module>(new Module(std::move(config), channels));
}

Module::Module(Config config, const app::Channels& channels)
    : config_(std::move(config)),
      pool_(config_.postgres),
      store_(pool_),
      upstreams_(std::make_unique<Upstreams>(channels.To("router"))),
      inspector_(*upstreams_, *upstreams_, SystemNow, {config_.timeout, config_.parallel_probes}),
      pace_(config_.interval, EvenlyRandom()),
      monitor_(*upstreams_, store_, inspector_, SystemNow, MonitorOptions(config_, pace_)),
      rpc_(monitor_) {}

Module::~Module() = default;

absl::Status Module::Migrate(config::Reader section) {
  ASSIGN_OR_RETURN(const Config config, Config::Read(section));
  return postgres::Migrate(config.postgres, kMigrations);
}

void Module::Register(grpc::ServerBuilder& builder) {
  builder.RegisterService(&rpc_);
}

absl::Status Module::Start() {
  RETURN_IF_ERROR(postgres::CheckSchema(pool_, config_.postgres, kMigrations));
  scheduler_.emplace(
      pace_, [this](const std::stop_token& stop) { return monitor_.Round(stop); }, Reporter(monitor_));
  return absl::OkStatus();
}

absl::Status Module::Ready() const {
  return pool_.Ready();
}

void Module::DrainNotice() {
  if (scheduler_) scheduler_->RequestStop();
}

}  // namespace signalbox::health
