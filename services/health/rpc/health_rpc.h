#pragma once

#include "services/health/domain/monitor.h"
#include "signalbox/health/v1/health.grpc.pb.h"

namespace signalbox::health {

/// The service's face to the network: translates, decides nothing. Any thread.
class HealthRpc final : public v1::HealthService::Service {
 public:
  /// `monitor` outlives the server that calls this.
  explicit HealthRpc(Monitor& monitor) : monitor_(monitor) {}

  grpc::Status GetOverview(grpc::ServerContext* call, const v1::GetOverviewRequest* request,
                           v1::GetOverviewResponse* response) override;
  grpc::Status ListAccountHealth(grpc::ServerContext* call, const v1::ListAccountHealthRequest* request,
                                 v1::ListAccountHealthResponse* response) override;
  grpc::Status GetAccountHealth(grpc::ServerContext* call, const v1::GetAccountHealthRequest* request,
                                v1::GetAccountHealthResponse* response) override;
  grpc::Status CheckAccount(grpc::ServerContext* call, const v1::CheckAccountRequest* request,
                            v1::CheckAccountResponse* response) override;
  grpc::Status ListHistory(grpc::ServerContext* call, const v1::ListHistoryRequest* request,
                           v1::ListHistoryResponse* response) override;

 private:
  Monitor& monitor_;
};

}  // namespace signalbox::health
