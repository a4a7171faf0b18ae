#pragma once

#include <string>
#include <string_view>

#include "common/context/request_context.h"
#include "common/metrics/metrics.h"
#include "services/identity/domain/authenticator.h"
#include "services/identity/domain/key_directory.h"
#include "services/identity/domain/key_spending.h"
#include "services/identity/domain/logins.h"
#include "services/identity/rpc/watch_hub.h"
#include "signalbox/identity/v1/identity.grpc.pb.h"

namespace signalbox::identity {

/// The gRPC surface. Watch streams live on callbacks, so that they occupy no thread; everything else is straight code.
class IdentityRpc : public v1::IdentityService::WithCallbackMethod_Watch<v1::IdentityService::Service> {
 public:
  IdentityRpc(KeyDirectory& keys, KeySpending& spending, Authenticator& authenticator, Logins& logins, WatchHub& hub);

  grpc::Status Authenticate(grpc::ServerContext* call, const v1::AuthenticateRequest* request,
                            v1::AuthenticateResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchResponse>* Watch(grpc::CallbackServerContext* call,
                                                     const v1::WatchRequest* request) override;
  grpc::Status CreateKey(grpc::ServerContext* call, const v1::CreateKeyRequest* request,
                         v1::CreateKeyResponse* response) override;
  grpc::Status GetKey(grpc::ServerContext* call, const v1::GetKeyRequest* request,
                      v1::GetKeyResponse* response) override;
  grpc::Status ListKeys(grpc::ServerContext* call, const v1::ListKeysRequest* request,
                        v1::ListKeysResponse* response) override;
  grpc::Status UpdateKey(grpc::ServerContext* call, const v1::UpdateKeyRequest* request,
                         v1::UpdateKeyResponse* response) override;
  grpc::Status BlockKeys(grpc::ServerContext* call, const v1::BlockKeysRequest* request,
                         v1::BlockKeysResponse* response) override;
  grpc::Status UnblockKeys(grpc::ServerContext* call, const v1::UnblockKeysRequest* request,
                           v1::UnblockKeysResponse* response) override;
  grpc::Status DeleteKeys(grpc::ServerContext* call, const v1::DeleteKeysRequest* request,
                          v1::DeleteKeysResponse* response) override;
  grpc::Status DeleteKey(grpc::ServerContext* call, const v1::DeleteKeyRequest* request,
                         v1::DeleteKeyResponse* response) override;
  grpc::Status ListKeySpend(grpc::ServerContext* call, const v1::ListKeySpendRequest* request,
                            v1::ListKeySpendResponse* response) override;
  grpc::Status Login(grpc::ServerContext* call, const v1::LoginRequest* request, v1::LoginResponse* response) override;

 private:
  // The keys with what they spent; without it when the ledger does not answer in time.
  std::vector<v1::Key> WithSpend(const RequestContext& context, const std::vector<ApiKey>& keys);
  absl::StatusOr<std::vector<std::string>> Apply(const RequestContext& context, KeyAction action,
                                                 const google::protobuf::RepeatedPtrField<std::string>& keys);

  KeyDirectory& keys_;
  KeySpending& spending_;
  Authenticator& authenticator_;
  Logins& logins_;
  WatchHub& hub_;
  prometheus::Counter& without_spend_;
};

}  // namespace signalbox::identity
