#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "signalbox/router/v1/router.grpc.pb.h"

namespace signalbox::health {

/// A router over gRPC that knows accounts and answers probes as it is told. Any thread.
class FakeRouter final : public router::v1::RouterService::Service {
 public:
  FakeRouter();
  ~FakeRouter() override;

  /// Where it listens; the same after Leave() and Return().
  const std::string& address() const { return address_; }

  void AddAccount(const std::string& id, bool enabled = true, const std::string& provider = "openai");
  void AnswerProbes(const std::string& id, bool healthy);
  int ProbesOf(const std::string& id) const;

  /// Stops listening, as a router does that died; Return() undoes it.
  void Leave();
  void Return();

  grpc::Status ListAccounts(grpc::ServerContext* call, const router::v1::ListAccountsRequest* request,
                            router::v1::ListAccountsResponse* response) override;
  grpc::Status ProbeAccount(grpc::ServerContext* call, const router::v1::ProbeAccountRequest* request,
                            router::v1::ProbeAccountResponse* response) override;

 private:
  mutable std::mutex mutex_;  ///< Guards accounts, answers and counts.
  std::vector<router::v1::Account> accounts_;
  std::map<std::string, bool> answers_;
  std::map<std::string, int> probes_;
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace signalbox::health
