#include "services/identity/rpc/identity_rpc.h"

#include <algorithm>

#include "common/log/log.h"
#include "common/rpc/unary.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/identity/rpc/convert.h"

namespace signalbox::identity {
namespace {

constexpr int kDefaultSpendLimit = 100;

// Lists of keys are worth showing without spend; they must not wait long for it.
constexpr std::chrono::milliseconds kSpendTimeout{2000};

RequestContext WithTimeout(RequestContext context, std::chrono::milliseconds timeout) {
  context.deadline = std::chrono::steady_clock::now() + std::min(context.Remaining(timeout), timeout);
  return context;
}

}  // namespace

IdentityRpc::IdentityRpc(KeyDirectory& keys, KeySpending& spending, Authenticator& authenticator, Logins& logins,
                         WatchHub& hub)
    : keys_(keys),
      spending_(spending),
      authenticator_(authenticator),
      logins_(logins),
      hub_(hub),
      without_spend_(metrics::Counter("signalbox_identity_answers_without_spend_total",
                                      "Answers about keys whose spend is absent because billing did not answer.")
                         .Add({})) {}

grpc::Status IdentityRpc::Authenticate(grpc::ServerContext* call, const v1::AuthenticateRequest* request,
                                       v1::AuthenticateResponse* response) {
  return rpc::Unary(*call, "identity.Authenticate", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const Identity identity, authenticator_.Authenticate(context, request->credential()));
    *response = ToProto(identity);
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::WatchResponse>* IdentityRpc::Watch(grpc::CallbackServerContext* call,
                                                                const v1::WatchRequest*) {
  return hub_.Watch(*call);
}

grpc::Status IdentityRpc::CreateKey(grpc::ServerContext* call, const v1::CreateKeyRequest* request,
                                    v1::CreateKeyResponse* response) {
  return rpc::Unary(*call, "identity.CreateKey", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const NewKey wanted, FromProto(*request));
    ASSIGN_OR_RETURN(const CreatedKey created, keys_.Create(context, wanted));
    *response = ToProto(created, keys_.IsActive(created.key));
    return absl::OkStatus();
  });
}

grpc::Status IdentityRpc::GetKey(grpc::ServerContext* call, const v1::GetKeyRequest* request,
                                 v1::GetKeyResponse* response) {
  return rpc::Unary(*call, "identity.GetKey", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const ApiKey key, keys_.Get(context, request->key()));
    *response->mutable_key() = WithSpend(context, {key}).front();
    return absl::OkStatus();
  });
}

grpc::Status IdentityRpc::ListKeys(grpc::ServerContext* call, const v1::ListKeysRequest* request,
                                   v1::ListKeysResponse* response) {
  return rpc::Unary(*call, "identity.ListKeys", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const KeyFilter filter, FromProto(*request));
    ASSIGN_OR_RETURN(const KeyPage page, keys_.List(context, filter));
    for (v1::Key& key : WithSpend(context, page.keys)) *response->add_keys() = std::move(key);
    response->set_total(page.total);
    return absl::OkStatus();
  });
}

grpc::Status IdentityRpc::UpdateKey(grpc::ServerContext* call, const v1::UpdateKeyRequest* request,
                                    v1::UpdateKeyResponse* response) {
  return rpc::Unary(*call, "identity.UpdateKey", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const ApiKey key, keys_.Update(context, request->key(), FromProto(*request)));
    *response->mutable_key() = WithSpend(context, {key}).front();
    return absl::OkStatus();
  });
}

grpc::Status IdentityRpc::BlockKeys(grpc::ServerContext* call, const v1::BlockKeysRequest* request,
                                    v1::BlockKeysResponse* response) {
  return rpc::Unary(*call, "identity.BlockKeys", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const auto ids, Apply(context, KeyAction::kBlock, request->keys()));
    response->set_status("blocked");
    response->mutable_key_ids()->Assign(ids.begin(), ids.end());
    return absl::OkStatus();
  });
}

grpc::Status IdentityRpc::UnblockKeys(grpc::ServerContext* call, const v1::UnblockKeysRequest* request,
                                      v1::UnblockKeysResponse* response) {
  return rpc::Unary(*call, "identity.UnblockKeys", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const auto ids, Apply(context, KeyAction::kUnblock, request->keys()));
    response->set_status("unblocked");
    response->mutable_key_ids()->Assign(ids.begin(), ids.end());
    return absl::OkStatus();
  });
}

grpc::Status IdentityRpc::DeleteKeys(grpc::ServerContext* call, const v1::DeleteKeysRequest* request,
                                     v1::DeleteKeysResponse* response) {
  return rpc::Unary(*call, "identity.DeleteKeys", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const auto ids, Apply(context, KeyAction::kDelete, request->keys()));
    response->mutable_deleted_keys()->Assign(ids.begin(), ids.end());
    return absl::OkStatus();
  });
}

grpc::Status IdentityRpc::DeleteKey(grpc::ServerContext* call, const v1::DeleteKeyRequest* request,
                                    v1::DeleteKeyResponse* response) {
  return rpc::Unary(*call, "identity.DeleteKey", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const auto ids, keys_.Apply(context, KeyAction::kDelete, {request->id()}));
    response->mutable_deleted_keys()->Assign(ids.begin(), ids.end());
    return absl::OkStatus();
  });
}

grpc::Status IdentityRpc::ListKeySpend(grpc::ServerContext* call, const v1::ListKeySpendRequest* request,
                                       v1::ListKeySpendResponse* response) {
  return rpc::Unary(*call, "identity.ListKeySpend", [&](const RequestContext& context) -> absl::Status {
    const int limit = request->limit() == 0 ? kDefaultSpendLimit : request->limit();
    ASSIGN_OR_RETURN(const std::vector<NamedUse> uses, spending_.Largest(context, limit));
    for (const NamedUse& use : uses) *response->add_keys() = ToProto(use);
    return absl::OkStatus();
  });
}

grpc::Status IdentityRpc::Login(grpc::ServerContext* call, const v1::LoginRequest* request,
                                v1::LoginResponse* response) {
  return rpc::Unary(*call, "identity.Login", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const OpenedSession session, logins_.Open(context, request->email(), request->password()));
    *response = ToProto(session);
    return absl::OkStatus();
  });
}

std::vector<v1::Key> IdentityRpc::WithSpend(const RequestContext& context, const std::vector<ApiKey>& keys) {
  const auto spend = spending_.SpendOf(WithTimeout(context, kSpendTimeout), keys);
  if (!spend.ok()) {
    without_spend_.Increment();
    log::Warn("keys are shown without spend",
              {{"request_id", context.request_id}, {"error", MessageOf(spend.status())}});
  }
  std::vector<v1::Key> protos;
  for (const ApiKey& key : keys) {
    protos.push_back(ToProto(key, keys_.IsActive(key)));
    if (spend.ok()) protos.back().set_spend_nanos(spend->at(key.id));
  }
  return protos;
}

absl::StatusOr<std::vector<std::string>> IdentityRpc::Apply(
    const RequestContext& context, KeyAction action, const google::protobuf::RepeatedPtrField<std::string>& keys) {
  return keys_.Apply(context, action, {keys.begin(), keys.end()});
}

}  // namespace signalbox::identity
