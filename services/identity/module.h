#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "common/app/module.h"
#include "common/postgres/pool.h"
#include "services/identity/config.h"
#include "services/identity/domain/authenticator.h"
#include "services/identity/domain/key_directory.h"
#include "services/identity/domain/key_spending.h"
#include "services/identity/domain/logins.h"
#include "services/identity/rpc/identity_rpc.h"
#include "services/identity/rpc/watch_hub.h"
#include "services/identity/storage/pg_admin_store.h"
#include "services/identity/storage/pg_key_feed.h"
#include "services/identity/storage/pg_key_store.h"
#include "services/identity/storage/sodium_secrets.h"

namespace signalbox::identity {

/// Keys, administrators and sessions. Asks billing what keys have spent.
class Module : public app::Module {
 public:
  static constexpr std::string_view kName = "identity";

  static absl::StatusOr<std::unique_ptr<Module>> Create(config::Reader section, const app::Channels& channels);
  static absl::Status Migrate(config::Reader section);

  /// Makes the first administrator and prints {"admin_email","admin_password","admin_key"} on one line of standard
  /// output, or {"already":true} when there is one. Only the first of many at once makes one.
  static absl::Status Bootstrap(config::Reader section);

  /// `book` is billing, or whatever stands for it. For tests; Create() makes the real one.
  Module(Config config, std::unique_ptr<SpendBook> book);

  void Register(grpc::ServerBuilder& builder) override;
  absl::Status Start() override;
  absl::Status Ready() const override;
  void Drain(std::chrono::steady_clock::time_point deadline) override;

 private:
  Config config_;
  std::unique_ptr<SpendBook> book_;
  postgres::Pool pool_;
  SodiumSecrets secrets_;
  PgKeyStore key_store_;
  PgAdminStore admin_store_;
  KeyDirectory keys_;
  KeySpending spending_;
  Authenticator authenticator_;
  Logins logins_;
  WatchHub hub_;
  IdentityRpc rpc_;
  std::optional<PgKeyFeed> feed_;
};

}  // namespace signalbox::identity
