#pragma once

#include <string>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/context/request_context.h"
#include "services/router/domain/catalog.h"
#include "services/router/domain/catalog_store.h"
#include "services/router/domain/provider_rules.h"

namespace signalbox::router {

/// Changes the stored catalog on an administrator's behalf. What comes from the file cannot be changed here.
///
/// Keeps no state of its own; any thread.
class CatalogAdmin {
 public:
  /// All must outlive it.
  CatalogAdmin(CatalogStore& store, const Catalog& file, const ProviderRules& rules)
      : store_(store), file_(file), rules_(rules) {}

  /// Stores what ProviderRules::Complete makes of it.
  /// Errors: kInvalidArgument naming the field, kAlreadyExists for a name in use.
  absl::StatusOr<Provider> CreateProvider(const RequestContext& context, Provider provider);

  /// Errors of both: kInvalidArgument naming the field, kNotFound for an unknown provider, kAlreadyExists when the same
  /// is configured already. An empty upstream model is the public name; a weight of zero is 1.
  absl::StatusOr<Account> CreateAccount(const RequestContext& context, const Account& account);
  absl::StatusOr<Deployment> CreateDeployment(const RequestContext& context, Deployment deployment);

  /// Errors of all: kNotFound; kFailedPrecondition for what comes from the file.
  absl::Status DeleteProvider(const RequestContext& context, const std::string& name);
  absl::Status DeleteAccount(const RequestContext& context, const std::string& id);
  absl::Status DeleteDeployment(const RequestContext& context, const std::string& id);

 private:
  bool IsOfFile(const std::string& provider) const;
  absl::StatusOr<Provider> Find(const RequestContext& context, const std::string& provider);

  CatalogStore& store_;
  const Catalog& file_;
  const ProviderRules& rules_;
};

}  // namespace signalbox::router
