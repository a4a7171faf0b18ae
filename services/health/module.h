#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "common/app/module.h"
#include "common/postgres/pool.h"
#include "services/health/config.h"
#include "services/health/domain/monitor.h"
#include "services/health/domain/scheduler.h"
#include "services/health/rpc/health_rpc.h"
#include "services/health/storage/pg_check_store.h"

namespace signalbox::health {

/// Watches every upstream account through the router.
class Module : public app::Module {
 public:
  static constexpr std::string_view kName = "health";

  static absl::StatusOr<std::unique_ptr<Module>> Create(config::Reader section, const app::Channels& channels);
  static absl::Status Migrate(config::Reader section);
  ~Module() override;

  void Register(grpc::ServerBuilder& builder) override;

  /// The first round begins at once and goes on in the background: the router may come up later.
  absl::Status Start() override;

  /// Whether the database answers. A router that is away is news to show, not a reason to hide.
  absl::Status Ready() const override;

  /// No further probe begins. Those under way end by their timeout; the destructor waits for them.
  void DrainNotice() override;

 private:
  class Upstreams;

  Module(Config config, const app::Channels& channels);

  Config config_;
  postgres::Pool pool_;
  PgCheckStore store_;
  std::unique_ptr<Upstreams> upstreams_;
  Inspector inspector_;
  Pace pace_;
  Monitor monitor_;
  HealthRpc rpc_;
  std::optional<Scheduler> scheduler_;  ///< Last: it is stopped before what its rounds use is gone.
};

}  // namespace signalbox::health
