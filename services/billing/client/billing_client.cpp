#include "services/billing/client/billing_client.h"

#include <grpcpp/client_context.h>

#include "common/rpc/convert.h"
#include "common/status/macros.h"
#include "signalbox/billing/v1/billing.grpc.pb.h"

namespace signalbox::billing {

struct BillingClient::Impl {
  std::unique_ptr<v1::BillingService::Stub> stub;
};

BillingClient::BillingClient(std::shared_ptr<grpc::Channel> channel) : impl_(std::make_unique<Impl>()) {
  if (channel) impl_->stub = v1::BillingService::NewStub(std::move(channel));
}

BillingClient::~BillingClient() = default;

absl::StatusOr<v1::RecordResponse> BillingClient::Record(const RequestContext& context,
                                                         const v1::RecordRequest& request) {
  grpc::ClientContext call;
  RETURN_IF_ERROR(rpc::PrepareCall(context, call));
  v1::RecordResponse response;
  RETURN_IF_ERROR(rpc::FromGrpc(impl_->stub->Record(&call, request, &response)));
  return response;
}

absl::StatusOr<v1::SumByKeyResponse> BillingClient::SumByKey(const RequestContext& context,
                                                             const v1::SumByKeyRequest& request) {
  grpc::ClientContext call;
  RETURN_IF_ERROR(rpc::PrepareCall(context, call));
  v1::SumByKeyResponse response;
  RETURN_IF_ERROR(rpc::FromGrpc(impl_->stub->SumByKey(&call, request, &response)));
  return response;
}

}  // namespace signalbox::billing
