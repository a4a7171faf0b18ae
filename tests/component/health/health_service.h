#pragma once

#include <functional>
#include <memory>
#include <string>

#include <absl/status/statusor.h>
#include <grpcpp/grpcpp.h>

#include "services/health/module.h"
#include "signalbox/health/v1/health.grpc.pb.h"
#include "tests/support/postgres/postgres.h"

namespace signalbox::health {

/// The section `health:` for a database. `settings` are further lines, indented by two spaces.
std::string ConfigFor(const support::Postgres& database, const std::string& settings);

/// The module of that configuration, with a router at `router_address`, or why there is none.
absl::StatusOr<std::unique_ptr<Module>> CreateModule(const std::string& yaml, const std::string& router_address);
absl::Status MigrateModule(const std::string& yaml);

/// One replica of the health module, reached through gRPC.
class HealthService {
 public:
  HealthService(const support::Postgres& database, const std::string& router_address, const std::string& settings = "");
  ~HealthService();

  absl::StatusOr<v1::GetOverviewResponse> Overview();
  absl::StatusOr<v1::ListAccountHealthResponse> List();
  absl::StatusOr<v1::AccountHealth> Get(const std::string& id);
  absl::StatusOr<v1::AccountHealth> Check(const std::string& id);
  absl::StatusOr<v1::ListHistoryResponse> History(const std::string& target_type, const std::string& target_id,
                                                  int limit);

  /// Looks at an account until it is as wanted; false after 20 s.
  bool Becomes(const std::string& id, const std::function<bool(const v1::AccountHealth&)>& wanted);

 private:
  std::unique_ptr<Module> module_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::HealthService::Stub> stub_;
};

}  // namespace signalbox::health
