#pragma once

#include <grpcpp/server_context.h>

#include "services/router/domain/account_probe.h"
#include "services/router/domain/catalog_admin.h"
#include "services/router/domain/snapshot_keeper.h"
#include "services/router/rpc/relay.h"
#include "signalbox/router/v1/router.grpc.pb.h"

namespace signalbox::router {

/// The service's gRPC surface: Generate by callbacks, everything else in straight code on gRPC's threads.
class RouterRpc final : public v1::RouterService::WithCallbackMethod_Generate<v1::RouterService::Service> {
 public:
  /// All must outlive it.
  RouterRpc(const RelayParts& parts, SnapshotKeeper& keeper, CatalogAdmin& admin, AccountProbe& probe)
      : parts_(parts), keeper_(keeper), admin_(admin), probe_(probe) {}

  grpc::ServerBidiReactor<v1::GenerateCall, v1::GenerateEvent>* Generate(grpc::CallbackServerContext* call) override;

  grpc::Status ExplainRoute(grpc::ServerContext* call, const v1::ExplainRouteRequest* request,
                            v1::ExplainRouteResponse* response) override;
  grpc::Status ListModels(grpc::ServerContext* call, const v1::ListModelsRequest* request,
                          v1::ListModelsResponse* response) override;
  grpc::Status ListAccounts(grpc::ServerContext* call, const v1::ListAccountsRequest* request,
                            v1::ListAccountsResponse* response) override;
  grpc::Status ProbeAccount(grpc::ServerContext* call, const v1::ProbeAccountRequest* request,
                            v1::ProbeAccountResponse* response) override;
  grpc::Status CreateProvider(grpc::ServerContext* call, const v1::CreateProviderRequest* request,
                              v1::CreateProviderResponse* response) override;
  grpc::Status ListProviders(grpc::ServerContext* call, const v1::ListProvidersRequest* request,
                             v1::ListProvidersResponse* response) override;
  grpc::Status DeleteProvider(grpc::ServerContext* call, const v1::DeleteProviderRequest* request,
                              v1::DeleteProviderResponse* response) override;
  grpc::Status CreateAccount(grpc::ServerContext* call, const v1::CreateAccountRequest* request,
                             v1::CreateAccountResponse* response) override;
  grpc::Status DeleteAccount(grpc::ServerContext* call, const v1::DeleteAccountRequest* request,
                             v1::DeleteAccountResponse* response) override;
  grpc::Status CreateDeployment(grpc::ServerContext* call, const v1::CreateDeploymentRequest* request,
                                v1::CreateDeploymentResponse* response) override;
  grpc::Status ListDeployments(grpc::ServerContext* call, const v1::ListDeploymentsRequest* request,
                               v1::ListDeploymentsResponse* response) override;
  grpc::Status DeleteDeployment(grpc::ServerContext* call, const v1::DeleteDeploymentRequest* request,
                                v1::DeleteDeploymentResponse* response) override;

 private:
  std::shared_ptr<const Snapshot> Current() const { return keeper_.Current(); }
  void Renew(const RequestContext& context);

  const RelayParts& parts_;
  SnapshotKeeper& keeper_;
  CatalogAdmin& admin_;
  AccountProbe& probe_;
};

}  // namespace signalbox::router
