#include "services/router/rpc/router_rpc.h"

#include <random>

#include "common/log/log.h"
#include "common/rpc/unary.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/rpc/convert.h"
#include "services/router/rpc/explain_route.h"
#include "services/router/rpc/generate_reactor.h"

namespace signalbox::router {

grpc::ServerBidiReactor<v1::GenerateCall, v1::GenerateEvent>* RouterRpc::Generate(grpc::CallbackServerContext* call) {
  return GenerateReactor::Start(*call, parts_);
}

// So that whoever made a change sees it here at once; the other replicas hear of it from the database. A failure leaves
// it to the database's notification too: the change itself was made.
void RouterRpc::Renew(const RequestContext& context) {
  const auto warnings = keeper_.Reload(context);
  if (!warnings.ok()) {
    log::Warn("the catalog changed but could not be read again yet", {{"error", MessageOf(warnings.status())}});
  }
}

grpc::Status RouterRpc::ExplainRoute(grpc::ServerContext* call, const v1::ExplainRouteRequest* request,
                                     v1::ExplainRouteResponse* response) {
  return rpc::Unary(*call, "router.ExplainRoute", [&](const RequestContext&) -> absl::Status {
    // Its own, so that asking changes no real request's draw.
    std::minstd_rand generator(std::random_device{}());
    const Random random = [&](std::uint64_t bound) {
      return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(generator);
    };
    ASSIGN_OR_RETURN(*response, router::ExplainRoute(Current(), *request, SystemNow(), random));
    return absl::OkStatus();
  });
}

grpc::Status RouterRpc::ListModels(grpc::ServerContext* call, const v1::ListModelsRequest*,
                                   v1::ListModelsResponse* response) {
  return rpc::Unary(*call, "router.ListModels", [&](const RequestContext&) {
    const auto snapshot = Current();
    for (const Route* route : snapshot->Routes()) *response->add_models() = ToProto(*route);
    return absl::OkStatus();
  });
}

grpc::Status RouterRpc::ListAccounts(grpc::ServerContext* call, const v1::ListAccountsRequest*,
                                     v1::ListAccountsResponse* response) {
  return rpc::Unary(*call, "router.ListAccounts", [&](const RequestContext&) {
    const auto snapshot = Current();
    for (const Account& account : snapshot->catalog().accounts) *response->add_accounts() = ToProto(account);
    response->set_total(response->accounts_size());
    return absl::OkStatus();
  });
}

grpc::Status RouterRpc::ProbeAccount(grpc::ServerContext* call, const v1::ProbeAccountRequest* request,
                                     v1::ProbeAccountResponse* response) {
  return rpc::Unary(*call, "router.ProbeAccount", [&](const RequestContext& context) -> absl::Status {
    const std::shared_ptr<const Endpoint> endpoint = Current()->FindEndpoint(request->id());
    if (!endpoint) return Error(absl::StatusCode::kNotFound, "", "no such account, or it is disabled");
    *response = ToProto(probe_.Probe(context, *endpoint));
    return absl::OkStatus();
  });
}

grpc::Status RouterRpc::CreateProvider(grpc::ServerContext* call, const v1::CreateProviderRequest* request,
                                       v1::CreateProviderResponse* response) {
  return rpc::Unary(*call, "router.CreateProvider", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const Provider provider, admin_.CreateProvider(context, FromProto(*request)));
    Renew(context);
    *response->mutable_provider() = ToProto(provider);
    return absl::OkStatus();
  });
}

grpc::Status RouterRpc::ListProviders(grpc::ServerContext* call, const v1::ListProvidersRequest*,
                                      v1::ListProvidersResponse* response) {
  return rpc::Unary(*call, "router.ListProviders", [&](const RequestContext&) {
    const auto snapshot = Current();
    for (const Provider& provider : snapshot->catalog().providers) *response->add_providers() = ToProto(provider);
    response->set_total(response->providers_size());
    return absl::OkStatus();
  });
}

grpc::Status RouterRpc::DeleteProvider(grpc::ServerContext* call, const v1::DeleteProviderRequest* request,
                                       v1::DeleteProviderResponse* response) {
  return rpc::Unary(*call, "router.DeleteProvider", [&](const RequestContext& context) -> absl::Status {
    RETURN_IF_ERROR(admin_.DeleteProvider(context, request->name()));
    Renew(context);
    response->set_name(request->name());
    return absl::OkStatus();
  });
}

grpc::Status RouterRpc::CreateAccount(grpc::ServerContext* call, const v1::CreateAccountRequest* request,
                                      v1::CreateAccountResponse* response) {
  return rpc::Unary(*call, "router.CreateAccount", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const Account account, admin_.CreateAccount(context, FromProto(*request)));
    Renew(context);
    *response->mutable_account() = ToProto(account);
    return absl::OkStatus();
  });
}

grpc::Status RouterRpc::DeleteAccount(grpc::ServerContext* call, const v1::DeleteAccountRequest* request,
                                      v1::DeleteAccountResponse* response) {
  return rpc::Unary(*call, "router.DeleteAccount", [&](const RequestContext& context) -> absl::Status {
    RETURN_IF_ERROR(admin_.DeleteAccount(context, request->id()));
    Renew(context);
    response->set_id(request->id());
    return absl::OkStatus();
  });
}

grpc::Status RouterRpc::CreateDeployment(grpc::ServerContext* call, const v1::CreateDeploymentRequest* request,
                                         v1::CreateDeploymentResponse* response) {
  return rpc::Unary(*call, "router.CreateDeployment", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const Deployment deployment, admin_.CreateDeployment(context, FromProto(*request)));
    Renew(context);
    *response->mutable_deployment() = ToProto(deployment);
    return absl::OkStatus();
  });
}

grpc::Status RouterRpc::ListDeployments(grpc::ServerContext* call, const v1::ListDeploymentsRequest*,
                                        v1::ListDeploymentsResponse* response) {
  return rpc::Unary(*call, "router.ListDeployments", [&](const RequestContext&) {
    const auto snapshot = Current();
    for (const Deployment& deployment : snapshot->catalog().deployments) {
      *response->add_deployments() = ToProto(deployment);
    }
    response->set_total(response->deployments_size());
    return absl::OkStatus();
  });
}

grpc::Status RouterRpc::DeleteDeployment(grpc::ServerContext* call, const v1::DeleteDeploymentRequest* request,
                                         v1::DeleteDeploymentResponse* response) {
  return rpc::Unary(*call, "router.DeleteDeployment", [&](const RequestContext& context) -> absl::Status {
    RETURN_IF_ERROR(admin_.DeleteDeployment(context, request->id()));
    Renew(context);
    response->set_id(request->id());
    return absl::OkStatus();
  });
}

}  // namespace signalbox::router
