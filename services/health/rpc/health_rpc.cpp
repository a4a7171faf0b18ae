#include "services/health/rpc/health_rpc.h"

#include "common/rpc/unary.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/health/rpc/convert.h"

namespace signalbox::health {

grpc::Status HealthRpc::GetOverview(grpc::ServerContext* call, const v1::GetOverviewRequest*,
                                    v1::GetOverviewResponse* response) {
  return rpc::Unary(*call, "health.GetOverview", [&](const RequestContext&) {
    *response = ToProto(monitor_.GetOverview());
    return absl::OkStatus();
  });
}

grpc::Status HealthRpc::ListAccountHealth(grpc::ServerContext* call, const v1::ListAccountHealthRequest*,
                                          v1::ListAccountHealthResponse* response) {
  return rpc::Unary(*call, "health.ListAccountHealth", [&](const RequestContext&) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<AccountHealth> accounts, monitor_.List());
    for (const AccountHealth& account : accounts) *response->add_accounts() = ToProto(account);
    return absl::OkStatus();
  });
}

grpc::Status HealthRpc::GetAccountHealth(grpc::ServerContext* call, const v1::GetAccountHealthRequest* request,
                                         v1::GetAccountHealthResponse* response) {
  return rpc::Unary(*call, "health.GetAccountHealth", [&](const RequestContext&) -> absl::Status {
    ASSIGN_OR_RETURN(const AccountHealth account, monitor_.Get(request->id()));
    *response->mutable_account() = ToProto(account);
    return absl::OkStatus();
  });
}

grpc::Status HealthRpc::CheckAccount(grpc::ServerContext* call, const v1::CheckAccountRequest* request,
                                     v1::CheckAccountResponse* response) {
  return rpc::Unary(*call, "health.CheckAccount", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const AccountHealth account, monitor_.CheckNow(context, request->id()));
    *response->mutable_account() = ToProto(account);
    return absl::OkStatus();
  });
}

grpc::Status HealthRpc::ListHistory(grpc::ServerContext* call, const v1::ListHistoryRequest* request,
                                    v1::ListHistoryResponse* response) {
  return rpc::Unary(*call, "health.ListHistory", [&](const RequestContext& context) -> absl::Status {
    if (!request->target_type().empty() && request->target_type() != kTargetType) {
      return Error(absl::StatusCode::kInvalidArgument, "", "target_type must be \"api_key\" or empty",
                   {{"field", "target_type"}});
    }
    ASSIGN_OR_RETURN(const std::vector<Check> checks,
                     monitor_.History(context, request->target_id(), request->limit()));
    for (const Check& check : checks) *response->add_checks() = ToProto(check);
    return absl::OkStatus();
  });
}

}  // namespace signalbox::health
