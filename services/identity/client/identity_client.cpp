#include "services/identity/client/identity_client.h"

#include <grpcpp/client_context.h>

#include "common/rpc/convert.h"
#include "signalbox/identity/v1/identity.grpc.pb.h"

namespace signalbox::identity {

struct IdentityClient::Impl {
  std::unique_ptr<v1::IdentityService::Stub> stub;
};

namespace {

/// What a call needs until its callback ran.
struct AuthenticateCall {
  grpc::ClientContext context;
  v1::AuthenticateRequest request;
  v1::AuthenticateResponse response;
};

}  // namespace

IdentityClient::IdentityClient(std::shared_ptr<grpc::Channel> channel) : impl_(std::make_shared<Impl>()) {
  if (channel) impl_->stub = v1::IdentityService::NewStub(std::move(channel));
}

IdentityClient::~IdentityClient() = default;

void IdentityClient::Authenticate(const RequestContext& context, std::string credential,
                                  std::function<void(absl::StatusOr<v1::AuthenticateResponse>)> done) {
  auto call = std::make_shared<AuthenticateCall>();
  if (const absl::Status status = rpc::PrepareCall(context, call->context); !status.ok()) return done(status);
  call->request.set_credential(std::move(credential));
  // The stub must outlive the call, even if this client does not.
  const auto finish = [call, keep = impl_, done = std::move(done)](const grpc::Status& status) {
    if (!status.ok()) return done(rpc::FromGrpc(status));
    done(std::move(call->response));
  };
  impl_->stub->async()->Authenticate(&call->context, &call->request, &call->response, finish);
}

}  // namespace signalbox::identity
