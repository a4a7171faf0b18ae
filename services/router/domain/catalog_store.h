#pragma once

#include <string>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/context/request_context.h"
#include "services/router/domain/catalog.h"

namespace signalbox::router {

/// Where the part of the catalog lives that is changed while running. Each call is one transaction; each change is
/// announced to every replica. Any thread; every call blocks.
class CatalogStore {
 public:
  virtual ~CatalogStore() = default;

  /// Everything, with keys opened. Errors: kDataLoss naming the account whose key cannot be opened.
  virtual absl::StatusOr<Catalog> Load(const RequestContext& context) = 0;

  /// Errors: kNotFound.
  virtual absl::StatusOr<Provider> FindProvider(const RequestContext& context, const std::string& name) = 0;

  /// Errors of the three: kAlreadyExists for a name in use. `provider_is_stored` says that the provider must be one of
  /// the store's: kNotFound if it is not there (any more). Each returns what was stored, with its id and times.
  virtual absl::StatusOr<Provider> AddProvider(const RequestContext& context, const Provider& provider) = 0;
  virtual absl::StatusOr<Account> AddAccount(const RequestContext& context, const Account& account,
                                             bool provider_is_stored) = 0;
  virtual absl::StatusOr<Deployment> AddDeployment(const RequestContext& context, const Deployment& deployment,
                                                   bool provider_is_stored) = 0;

  /// Errors: kNotFound. A provider goes with its stored accounts and deployments.
  virtual absl::Status RemoveProvider(const RequestContext& context, const std::string& name) = 0;
  virtual absl::Status RemoveAccount(const RequestContext& context, const std::string& id) = 0;
  virtual absl::Status RemoveDeployment(const RequestContext& context, const std::string& id) = 0;
};

}  // namespace signalbox::router
