#include "services/router/client/router_client.h"

#include <utility>

#include <grpcpp/client_context.h>

#include "common/rpc/convert.h"
#include "common/status/macros.h"
#include "services/router/client/outgoing_generate.h"
#include "signalbox/router/v1/router.grpc.pb.h"

namespace signalbox::router {
namespace {

// Longer than the provider may take, so that a slow provider is a result and not a failed call.
constexpr std::chrono::seconds kProbeTimeout{30};

struct ListModelsCall {
  grpc::ClientContext call;
  v1::ListModelsRequest request;
  v1::ListModelsResponse response;
};

}  // namespace

struct RouterClient::Impl {
  std::unique_ptr<v1::RouterService::Stub> stub;
};

RouterClient::RouterClient(std::shared_ptr<grpc::Channel> channel) : impl_(std::make_shared<Impl>()) {
  if (channel) impl_->stub = v1::RouterService::NewStub(std::move(channel));
}

RouterClient::~RouterClient() = default;

std::shared_ptr<Generation> RouterClient::Generate(const RequestContext& context, v1::GenerateRequest request,
                                                   std::shared_ptr<GenerateObserver> observer) {
  auto generation = std::make_shared<OutgoingGenerate>(std::move(request), std::move(observer));
  generation->Start(*impl_->stub, context);
  return generation;
}

void RouterClient::ListModels(const RequestContext& context,
                              std::function<void(absl::StatusOr<v1::ListModelsResponse>)> done) {
  auto state = std::make_shared<ListModelsCall>();
  if (const absl::Status status = rpc::PrepareCall(context, state->call); !status.ok()) return done(status);
  const auto finish = [impl = impl_, state, done = std::move(done)](const grpc::Status& status) {
    if (!status.ok()) return done(rpc::FromGrpc(status));
    done(std::move(state->response));
  };
  impl_->stub->async()->ListModels(&state->call, &state->request, &state->response, finish);
}

absl::StatusOr<v1::ListAccountsResponse> RouterClient::ListAccounts(const RequestContext& context) {
  grpc::ClientContext call;
  RETURN_IF_ERROR(rpc::PrepareCall(context, call));
  v1::ListAccountsResponse response;
  RETURN_IF_ERROR(rpc::FromGrpc(impl_->stub->ListAccounts(&call, v1::ListAccountsRequest(), &response)));
  return response;
}

absl::StatusOr<v1::ProbeAccountResponse> RouterClient::ProbeAccount(const RequestContext& context,
                                                                    const std::string& id) {
  grpc::ClientContext call;
  RETURN_IF_ERROR(rpc::PrepareCall(context, call, kProbeTimeout));
  v1::ProbeAccountRequest request;
  request.set_id(id);
  v1::ProbeAccountResponse response;
  RETURN_IF_ERROR(rpc::FromGrpc(impl_->stub->ProbeAccount(&call, request, &response)));
  return response;
}

}  // namespace signalbox::router
