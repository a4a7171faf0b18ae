#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>

#include "common/context/ids.h"
#include "common/crypto/secret.h"
#include "common/postgres/migrator.h"
#include "common/rpc/channel.h"
#include "common/rpc/convert.h"
#include "common/status/error.h"
#include "services/identity/module.h"
#include "services/identity/storage/migrations.h"
#include "signalbox/identity/v1/identity.grpc.pb.h"
#include "tests/support/postgres/postgres.h"

namespace signalbox::identity {

/// A ledger that a test writes and can take away.
class FakeBook : public SpendBook {
 public:
  absl::StatusOr<std::vector<KeyUse>> UseOf(const RequestContext&, const std::vector<std::string>& key_ids) override {
    const std::scoped_lock lock(mutex_);
    if (away_) return Error(absl::StatusCode::kUnavailable, "", "billing is away");
    std::vector<KeyUse> found;
    for (const KeyUse& use : uses_) {
      if (std::find(key_ids.begin(), key_ids.end(), use.key_id) != key_ids.end()) found.push_back(use);
    }
    return found;
  }

  absl::StatusOr<std::vector<KeyUse>> Largest(const RequestContext&, int limit) override {
    const std::scoped_lock lock(mutex_);
    if (away_) return Error(absl::StatusCode::kUnavailable, "", "billing is away");
    std::vector<KeyUse> sorted = uses_;
    std::sort(sorted.begin(), sorted.end(),
              [](const KeyUse& a, const KeyUse& b) { return a.spend_nanos > b.spend_nanos; });
    sorted.resize(std::min(sorted.size(), static_cast<size_t>(limit)));
    return sorted;
  }

  void Add(const KeyUse& use) {
    const std::scoped_lock lock(mutex_);
    uses_.push_back(use);
  }
  void SetAway(bool away) {
    const std::scoped_lock lock(mutex_);
    away_ = away;
  }

 private:
  std::mutex mutex_;
  std::vector<KeyUse> uses_;
  bool away_ = false;
};

inline constexpr char kAdminKey[] = "configured-admin-key-0123456789";

inline Config ConfigOn(const support::Postgres& database) {
  Config config;
  config.postgres = database.OptionsFor("identity");
  config.pepper = std::string(32, 'p');
  config.admin_key = kAdminKey;
  return config;
}

/// One replica of identity behind a real gRPC server.
class Replica {
 public:
  explicit Replica(const support::Postgres& database) {
    auto book = std::make_unique<FakeBook>();
    book_ = book.get();
    module_ = std::make_unique<Module>(ConfigOn(database), std::move(book));
    grpc::ServerBuilder builder;
    module_->Register(builder);
    const absl::Status started = module_->Start();
    if (!started.ok()) ADD_FAILURE() << started;
    address_ = "unix-abstract:identity-test-" + NewUuid();
    builder.AddListeningPort(address_, grpc::InsecureServerCredentials());
    server_ = builder.BuildAndStart();
    stub_ = v1::IdentityService::NewStub(NewChannel());
  }
  ~Replica() { Stop(); }

  void Stop() {
    if (!server_) return;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    module_->DrainNotice();
    module_->Drain(deadline);
    server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(10));
    server_->Wait();
    server_.reset();
    module_.reset();
  }

  std::shared_ptr<grpc::Channel> NewChannel() const { return rpc::NewChannel(address_, {}); }
  v1::IdentityService::Stub& stub() { return *stub_; }
  FakeBook& book() { return *book_; }
  Module& module() { return *module_; }

 private:
  std::string address_;
  FakeBook* book_ = nullptr;
  std::unique_ptr<Module> module_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::IdentityService::Stub> stub_;
};

/// A database with identity's schema and one replica on it.
class IdentityTest : public ::testing::Test {
 protected:
  IdentityTest() {
    const absl::Status migrated = postgres::Migrate(database_.OptionsFor("identity"), kMigrations);
    if (!migrated.ok()) ADD_FAILURE() << migrated;
    replica_.emplace(database_);
  }

  /// Calls a unary method: Call(&Stub::GetKey, request).
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (v1::IdentityService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                                  Response*),
                                const Request& request) {
    grpc::ClientContext call;
    if (const absl::Status ready = rpc::PrepareCall({}, call); !ready.ok()) return ready;
    Response response;
    const absl::Status status = rpc::FromGrpc((replica_->stub().*method)(&call, request, &response));
    if (!status.ok()) return status;
    return response;
  }

  using Stub = v1::IdentityService::Stub;

  absl::StatusOr<v1::CreateKeyResponse> TryCreate(const v1::CreateKeyRequest& request) {
    return Call(&Stub::CreateKey, request);
  }
  v1::CreateKeyResponse Create(const std::string& name = "key") {
    v1::CreateKeyRequest request;
    request.set_name(name);
    const auto created = TryCreate(request);
    if (!created.ok()) ADD_FAILURE() << created.status();
    return created.value_or(v1::CreateKeyResponse());
  }
  absl::StatusOr<v1::AuthenticateResponse> Authenticate(const std::string& credential) {
    v1::AuthenticateRequest request;
    request.set_credential(credential);
    return Call(&Stub::Authenticate, request);
  }
  absl::StatusOr<v1::Key> Get(const std::string& key) {
    v1::GetKeyRequest request;
    request.set_key(key);
    const auto got = Call(&Stub::GetKey, request);
    if (!got.ok()) return got.status();
    return got->key();
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Each(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const std::vector<std::string>& keys) {
    Request request;
    request.mutable_keys()->Assign(keys.begin(), keys.end());
    return Call(method, request);
  }
  absl::StatusOr<v1::BlockKeysResponse> Block(const std::vector<std::string>& keys) {
    return Each(&Stub::BlockKeys, keys);
  }
  absl::StatusOr<v1::UnblockKeysResponse> Unblock(const std::vector<std::string>& keys) {
    return Each(&Stub::UnblockKeys, keys);
  }
  absl::StatusOr<v1::DeleteKeysResponse> Delete(const std::vector<std::string>& keys) {
    return Each(&Stub::DeleteKeys, keys);
  }

  support::Postgres database_;
  std::optional<Replica> replica_;
};

/// Whether a StatusOr or Status failed with this code and reason.
MATCHER_P2(FailsWith, code, reason, "") {
  const absl::Status status = [&] {
    if constexpr (std::is_same_v<std::decay_t<decltype(arg)>, absl::Status>) {
      return arg;
    } else {
      return arg.status();
    }
  }();
  *result_listener << status.ToString() << " reason " << ReasonOf(status);
  return status.code() == code && ReasonOf(status) == reason;
}

}  // namespace signalbox::identity
