#include "tests/component/health/fake_router.h"

#include <atomic>

#include <unistd.h>

namespace signalbox::health {
namespace {

// An abstract socket, so that a router that returns finds its address free.
std::string NewAddress() {
  static std::atomic<int> count{0};
  return "unix-abstract:signalbox-test-" + std::to_string(getpid()) + "-router-" + std::to_string(++count);
}

}  // namespace

FakeRouter::FakeRouter() : address_(NewAddress()) {
  Return();
}

FakeRouter::~FakeRouter() {
  Leave();
}

void FakeRouter::AddAccount(const std::string& id, bool enabled, const std::string& provider) {
  const std::lock_guard lock(mutex_);
  router::v1::Account account;
  account.set_id(id);
  account.set_provider(provider);
  account.set_name("name-" + id);
  account.set_key_prefix("sk-" + id);
  account.set_enabled(enabled);
  accounts_.push_back(account);
}

void FakeRouter::AnswerProbes(const std::string& id, bool healthy) {
  const std::lock_guard lock(mutex_);
  answers_[id] = healthy;
}

int FakeRouter::ProbesOf(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = probes_.find(id);
  return found == probes_.end() ? 0 : found->second;
}

void FakeRouter::Leave() {
  if (!server_) return;
  server_->Shutdown();
  server_->Wait();
  server_.reset();
}

void FakeRouter::Return() {
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address_, grpc::InsecureServerCredentials());
  builder.RegisterService(this);
  server_ = builder.BuildAndStart();
}

grpc::Status FakeRouter::ListAccounts(grpc::ServerContext*, const router::v1::ListAccountsRequest*,
                                      router::v1::ListAccountsResponse* response) {
  const std::lock_guard lock(mutex_);
  for (const router::v1::Account& account : accounts_) *response->add_accounts() = account;
  return grpc::Status::OK;
}

grpc::Status FakeRouter::ProbeAccount(grpc::ServerContext*, const router::v1::ProbeAccountRequest* request,
                                      router::v1::ProbeAccountResponse* response) {
  const std::lock_guard lock(mutex_);
  ++probes_[request->id()];
  const auto answer = answers_.find(request->id());
  const bool healthy = answer == answers_.end() || answer->second;
  response->set_healthy(healthy);
  response->set_status(healthy ? 200 : 401);
  response->set_latency_us(12'500);
  if (!healthy) response->set_error("the provider refused the key");
  return grpc::Status::OK;
}

}  // namespace signalbox::health
