#pragma once

#include <string>

#include <gmock/gmock.h>

#include "services/router/domain/catalog_store.h"

namespace signalbox::router {

class MockCatalogStore : public CatalogStore {
 public:
  MOCK_METHOD(absl::StatusOr<Catalog>, Load, (const RequestContext&), (override));
  MOCK_METHOD(absl::StatusOr<Provider>, FindProvider, (const RequestContext&, const std::string&), (override));
  MOCK_METHOD(absl::StatusOr<Provider>, AddProvider, (const RequestContext&, const Provider&), (override));
  MOCK_METHOD(absl::StatusOr<Account>, AddAccount, (const RequestContext&, const Account&, bool), (override));
  MOCK_METHOD(absl::StatusOr<Deployment>, AddDeployment, (const RequestContext&, const Deployment&, bool), (override));
  MOCK_METHOD(absl::Status, RemoveProvider, (const RequestContext&, const std::string&), (override));
  MOCK_METHOD(absl::Status, RemoveAccount, (const RequestContext&, const std::string&), (override));
  MOCK_METHOD(absl::Status, RemoveDeployment, (const RequestContext&, const std::string&), (override));
};

}  // namespace signalbox::router
