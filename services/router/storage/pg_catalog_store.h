#pragma once

#include <string>

#include "common/crypto/secret.h"
#include "common/postgres/pool.h"
#include "services/router/domain/catalog_store.h"

namespace signalbox::router {

/// The catalog in PostgreSQL, keys sealed to their row. Errors besides the port's: the pool's.
class PgCatalogStore final : public CatalogStore {
 public:
  /// Both must outlive it.
  PgCatalogStore(postgres::Pool& pool, const crypto::Sealer& sealer) : pool_(pool), sealer_(sealer) {}

  absl::StatusOr<Catalog> Load(const RequestContext& context) override;

  absl::StatusOr<Provider> FindProvider(const RequestContext& context, const std::string& name) override;

  absl::StatusOr<Provider> AddProvider(const RequestContext& context, const Provider& provider) override;
  absl::StatusOr<Account> AddAccount(const RequestContext& context, const Account& account,
                                     bool provider_is_stored) override;
  absl::StatusOr<Deployment> AddDeployment(const RequestContext& context, const Deployment& deployment,
                                           bool provider_is_stored) override;

  absl::Status RemoveProvider(const RequestContext& context, const std::string& name) override;
  absl::Status RemoveAccount(const RequestContext& context, const std::string& id) override;
  absl::Status RemoveDeployment(const RequestContext& context, const std::string& id) override;

 private:
  absl::StatusOr<Account> AccountFrom(const pqxx::row& row) const;

  postgres::Pool& pool_;
  const crypto::Sealer& sealer_;
};

/// Where changes of the catalog in `schema` are announced.
std::string CatalogChannel(const std::string& schema);

}  // namespace signalbox::router
