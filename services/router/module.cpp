#include "services/router/module.h"

#include <random>
#include <utility>

#include "common/crypto/secret.h"
#include "common/log/log.h"
#include "common/postgres/listener.h"
#include "common/postgres/migrator.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/domain/catalog_admin.h"
#include "services/router/domain/snapshot_keeper.h"
#include "services/router/domain/snapshot_renewer.h"
#include "services/router/providers/kind_rules.h"
#include "services/router/providers/provider_apis.h"
#include "services/router/providers/upstream_probe.h"
#include "services/router/providers/vertex/token_source.h"
#include "services/router/rpc/router_rpc.h"
#include "services/router/storage/migrations.h"
#include "services/router/storage/pg_catalog_store.h"
#include "services/router/storage/pg_live_channel.h"

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kFirstReadTimeout = 5s;

std::uint64_t DrawEvenly(std::uint64_t bound) {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(generator);
}

upstream::ClientOptions UpstreamOptions(const Config& config) {
  upstream::ClientOptions options;
  options.threads = config.upstream_threads;
  options.max_idle_connections = config.max_idle_connections;
  return options;
}

void Report(const SnapshotRenewer::Outcome& outcome) {
  if (!outcome.ok()) {
    log::Error("the catalog could not be read: the last good one stays", {{"error", MessageOf(outcome.status())}});
    return;
  }
  for (const std::string& warning : *outcome) log::Warn("catalog", {{"problem", warning}});
}

}  // namespace

// Members are destroyed from the last to the first: first nobody reloads, then nobody calls out, then the rest.
struct Module::Impl {
  Impl(Config given, crypto::Sealer given_sealer)
      : config(std::move(given)),
        sealer(std::move(given_sealer)),
        pool(config.postgres),
        store(pool, sealer),
        keeper(store, live, config.catalog, config.timers, api_of),
        admin(store, keeper.file(), rules),
        parts{keeper, client, DrawEvenly, metrics, tokens, [this](LiveNews news) { Tell(std::move(news)); }},
        client(UpstreamOptions(config)),
        tokens(client, SystemNow),
        probe(client, tokens),
        rpc(parts, keeper, admin, probe) {}

  void Tell(LiveNews news) {
    if (others) others->Tell(std::move(news));
  }

  const Config config;
  const crypto::Sealer sealer;
  const Snapshot::ApiOf api_of = ProviderApiOf;
  const KindRules rules;
  postgres::Pool pool;
  PgCatalogStore store;
  LiveTable live;
  SnapshotKeeper keeper;
  CatalogAdmin admin;
  AttemptMetrics metrics;
  std::optional<PgLiveChannel> others;  // From Start() on.
  const RelayParts parts;               // Before the client, whose end is the last that relays hear.
  upstream::Client client;
  vertex::ServiceAccountTokens tokens;
  UpstreamProbe probe;
  RouterRpc rpc;
  std::optional<SnapshotRenewer> renewer;
  std::optional<postgres::Listener> listener;
};

Module::Module(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Module::~Module() = default;

absl::StatusOr<std::unique_ptr<Module>> Module::Create(config::Reader section, const app::Channels&) {
  Config config = Config::Read(section, SystemNow());
  absl::StatusOr<crypto::Sealer> sealer = crypto::Sealer::Create(config.sealing_key);
  if (!sealer.ok()) section.Fail("sealing_key", MessageOf(sealer.status()));
  RETURN_IF_ERROR(section.Done());
  for (const std::string& skipped : config.skipped) log::Info("configuration", {{"note", skipped}});
  return std::unique_ptr<Module>(new Module(std::make_unique<Impl>(std::move(config), *std::move(sealer))));
}

absl::Status Module::Migrate(config::Reader section) {
  const Config config = Config::Read(section, SystemNow());
  RETURN_IF_ERROR(section.Done());
  return postgres::Migrate(config.postgres, kMigrations);
}

void Module::Register(grpc::ServerBuilder& builder) {
  builder.RegisterService(&impl_->rpc);
}

absl::Status Module::Start() {
  RETURN_IF_ERROR(postgres::CheckSchema(impl_->pool, impl_->config.postgres, kMigrations));
  const auto first = impl_->keeper.Reload(RequestContext::Background(kFirstReadTimeout));
  if (!first.ok()) return first.status();
  Report(first);
  impl_->others.emplace(impl_->config.postgres, impl_->pool, impl_->live);
  SnapshotRenewer& renewer = impl_->renewer.emplace(impl_->keeper, Report);
  impl_->listener.emplace(
      impl_->config.postgres, CatalogChannel(impl_->config.postgres.schema),
      [&renewer](const std::string&) { renewer.Renew(); }, [&renewer] { renewer.Renew(); });
  return absl::OkStatus();
}

absl::Status Module::Ready() const {
  // The database is not asked: without it the last snapshot still answers requests.
  if (impl_->keeper.Current()) return absl::OkStatus();
  return Error(absl::StatusCode::kUnavailable, "", "the catalog was not read yet");
}

}  // namespace signalbox::router
