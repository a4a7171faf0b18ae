#include "services/router/storage/pg_catalog_store.h"

#include <chrono>
#include <string_view>

#include "common/context/ids.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/storage/settings_json.h"

namespace signalbox::router {
namespace {

constexpr const char* kLoadProviders =
    "SELECT name, kind, base_url, allow_private, extract(epoch FROM create_time)::bigint, settings FROM provider";
constexpr const char* kFindProvider =
    "SELECT name, kind, base_url, allow_private, extract(epoch FROM create_time)::bigint, settings FROM provider "
    "WHERE name = $1";
constexpr const char* kLoadAccounts = "SELECT id, provider, name, sealed_key, enabled FROM account";
constexpr const char* kLoadDeployments =
    "SELECT id, model, provider, upstream_model, weight, extract(epoch FROM create_time)::bigint FROM deployment";

constexpr const char* kAddProvider =
    "INSERT INTO provider (name, kind, base_url, allow_private, settings) VALUES ($1, $2, $3, $4, $5::jsonb) "
    "RETURNING extract(epoch FROM create_time)::bigint";
constexpr const char* kAddAccount = "INSERT INTO account (id, provider, name, sealed_key) VALUES ($1, $2, $3, $4)";
constexpr const char* kAddDeployment =
    "INSERT INTO deployment (id, model, provider, upstream_model, weight) VALUES ($1, $2, $3, $4, $5) "
    "RETURNING extract(epoch FROM create_time)::bigint";

constexpr const char* kLockProvider = "SELECT name FROM provider WHERE name = $1 FOR KEY SHARE";
constexpr const char* kRemoveProvider = "DELETE FROM provider WHERE name = $1";
constexpr const char* kRemoveAccountsOf = "DELETE FROM account WHERE provider = $1";
constexpr const char* kRemoveDeploymentsOf = "DELETE FROM deployment WHERE provider = $1";
constexpr const char* kRemoveAccount = "DELETE FROM account WHERE id = $1";
constexpr const char* kRemoveDeployment = "DELETE FROM deployment WHERE id = $1";

/// A sealed key opens in its own row only.
std::string SealPurpose(std::string_view account_id) {
  return "router.account.api_key:" + std::string(account_id);
}

TimePoint TimeFrom(const pqxx::field& seconds) {
  return TimePoint(std::chrono::seconds(seconds.as<std::int64_t>()));
}

absl::StatusOr<Provider> ProviderFrom(const pqxx::row& row) {
  Provider provider;
  provider.name = row[0].as<std::string>();
  provider.kind = row[1].as<std::string>();
  provider.base_url = row[2].as<std::string>();
  provider.allow_private = row[3].as<bool>();
  provider.origin = Origin::kDatabase;
  provider.create_time = TimeFrom(row[4]);
  ASSIGN_OR_RETURN(provider.settings, SettingsFromJson(row[5].c_str()));
  return provider;
}

Deployment DeploymentFrom(const pqxx::row& row) {
  Deployment deployment;
  deployment.id = row[0].as<std::string>();
  deployment.model = row[1].as<std::string>();
  deployment.provider = row[2].as<std::string>();
  deployment.upstream_model = row[3].as<std::string>();
  deployment.traits.weight = static_cast<std::uint32_t>(row[4].as<int>());
  deployment.create_time = TimeFrom(row[5]);
  return deployment;
}

absl::Status NotThere(std::string_view what) {
  return Error(absl::StatusCode::kNotFound, "", "no such " + std::string(what));
}

/// The driver's word for a unique violation, in the API's words.
absl::Status InUse(const absl::Status& status, std::string_view message) {
  return absl::IsAlreadyExists(status) ? Error(absl::StatusCode::kAlreadyExists, "", message) : status;
}

/// Keeps the provider from being removed until the transaction ends.
absl::Status HoldProvider(pqxx::work& transaction, const std::string& name) {
  return transaction.exec_params(kLockProvider, name).empty() ? NotThere("provider") : absl::OkStatus();
}

absl::Status Remove(postgres::Pool& pool, const RequestContext& context, const char* statement, const std::string& id,
                    std::string_view what) {
  return pool.InTransaction(context, [&](pqxx::work& transaction) -> absl::Status {
    return transaction.exec_params(statement, id).affected_rows() == 0 ? NotThere(what) : absl::OkStatus();
  });
}

}  // namespace

std::string CatalogChannel(const std::string& schema) {
  return schema + "_catalog";
}

absl::StatusOr<Account> PgCatalogStore::AccountFrom(const pqxx::row& row) const {
  Account account;
  account.id = row[0].as<std::string>();
  account.provider = row[1].as<std::string>();
  account.name = row[2].as<std::string>();
  account.enabled = row[4].as<bool>();
  absl::StatusOr<std::string> key = sealer_.Open(SealPurpose(account.id), pqxx::binarystring(row[3]).str());
  if (!key.ok()) {
    return Error(absl::StatusCode::kDataLoss, "",
                 "the key of account " + account.id + " cannot be opened with this sealing key");
  }
  account.api_key = *std::move(key);
  return account;
}

absl::StatusOr<Catalog> PgCatalogStore::Load(const RequestContext& context) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<Catalog> {
    // One point in time for the three tables.
    transaction.exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    Catalog catalog;
    for (const pqxx::row& row : transaction.exec(kLoadProviders)) {
      ASSIGN_OR_RETURN(Provider provider, ProviderFrom(row));
      catalog.providers.push_back(std::move(provider));
    }
    for (const pqxx::row& row : transaction.exec(kLoadAccounts)) {
      ASSIGN_OR_RETURN(Account account, AccountFrom(row));
      catalog.accounts.push_back(std::move(account));
    }
    for (const pqxx::row& row : transaction.exec(kLoadDeployments)) catalog.deployments.push_back(DeploymentFrom(row));
    return catalog;
  });
}

absl::StatusOr<Provider> PgCatalogStore::FindProvider(const RequestContext& context, const std::string& name) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<Provider> {
    const pqxx::result rows = transaction.exec_params(kFindProvider, name);
    if (rows.empty()) return NotThere("provider");
    return ProviderFrom(rows[0]);
  });
}

absl::StatusOr<Provider> PgCatalogStore::AddProvider(const RequestContext& context, const Provider& provider) {
  Provider added = provider;
  added.origin = Origin::kDatabase;
  const absl::Status status = pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::Status {
    const pqxx::result rows = transaction.exec_params(kAddProvider, provider.name, provider.kind, provider.base_url,
                                                      provider.allow_private, ToJson(provider.settings));
    added.create_time = TimeFrom(rows[0][0]);
    return absl::OkStatus();
  });
  if (!status.ok()) return InUse(status, "a provider of this name exists");
  return added;
}

absl::StatusOr<Account> PgCatalogStore::AddAccount(const RequestContext& context, const Account& account,
                                                   bool provider_is_stored) {
  Account added = account;
  added.id = NewUuid();
  added.origin = Origin::kDatabase;
  const std::string sealed = sealer_.Seal(SealPurpose(added.id), account.api_key);
  const absl::Status status = pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::Status {
    if (provider_is_stored) RETURN_IF_ERROR(HoldProvider(transaction, account.provider));
    transaction.exec_params(kAddAccount, added.id, account.provider, account.name, pqxx::binarystring(sealed));
    return absl::OkStatus();
  });
  if (!status.ok()) return InUse(status, "the provider has an account of this name");
  return added;
}

absl::StatusOr<Deployment> PgCatalogStore::AddDeployment(const RequestContext& context, const Deployment& deployment,
                                                         bool provider_is_stored) {
  Deployment added = deployment;
  added.id = NewUuid();
  added.origin = Origin::kDatabase;
  const absl::Status status = pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::Status {
    if (provider_is_stored) RETURN_IF_ERROR(HoldProvider(transaction, deployment.provider));
    const pqxx::result rows =
        transaction.exec_params(kAddDeployment, added.id, deployment.model, deployment.provider,
                                deployment.upstream_model, static_cast<int>(deployment.traits.weight.value_or(1)));
    added.create_time = TimeFrom(rows[0][0]);
    return absl::OkStatus();
  });
  if (!status.ok()) return InUse(status, "the provider serves this model under this name already");
  return added;
}

absl::Status PgCatalogStore::RemoveProvider(const RequestContext& context, const std::string& name) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::Status {
    // First the provider: the delete waits for whoever is adding to it, and the next statements see what they added.
    if (transaction.exec_params(kRemoveProvider, name).affected_rows() == 0) return NotThere("provider");
    transaction.exec_params(kRemoveAccountsOf, name);
    transaction.exec_params(kRemoveDeploymentsOf, name);
    return absl::OkStatus();
  });
}

absl::Status PgCatalogStore::RemoveAccount(const RequestContext& context, const std::string& id) {
  return Remove(pool_, context, kRemoveAccount, id, "account");
}

absl::Status PgCatalogStore::RemoveDeployment(const RequestContext& context, const std::string& id) {
  return Remove(pool_, context, kRemoveDeployment, id, "deployment");
}

}  // namespace signalbox::router
