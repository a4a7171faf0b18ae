#include "tests/component/health/health_service.h"

#include <stdexcept>
#include <thread>

#include "common/rpc/channel.h"
#include "common/rpc/convert.h"
#include "common/status/error.h"

namespace signalbox::health {
namespace {

void Need(const absl::Status& status) {
  if (!status.ok()) throw std::runtime_error(MessageOf(status));
}

template <typename Response, typename Request, typename Method>
absl::StatusOr<Response> Call(v1::HealthService::Stub& stub, const Request& request, Method method) {
  grpc::ClientContext call;
  const absl::Status prepared = rpc::PrepareCall({}, call, std::chrono::seconds(30));
  if (!prepared.ok()) return prepared;
  Response response;
  const absl::Status status = rpc::FromGrpc((stub.*method)(&call, request, &response));
  if (!status.ok()) return status;
  return response;
}

}  // namespace

std::string ConfigFor(const support::Postgres& database, const std::string& settings) {
  return "health:\n  postgres: { url: \"" + database.url() + "\" }\n" + settings;
}

absl::StatusOr<std::unique_ptr<Module>> CreateModule(const std::string& yaml, const std::string& router_address) {
  auto file = config::File::Parse(yaml);
  if (!file.ok()) return file.status();
  return Module::Create(file->Section("health"), app::Channels({{"router", router_address}}, {}, {}));
}

absl::Status MigrateModule(const std::string& yaml) {
  auto file = config::File::Parse(yaml);
  if (!file.ok()) return file.status();
  return Module::Migrate(file->Section("health"));
}

HealthService::HealthService(const support::Postgres& database, const std::string& router_address,
                             const std::string& settings) {
  const std::string yaml = ConfigFor(database, settings);
  Need(MigrateModule(yaml));
  auto module = CreateModule(yaml, router_address);
  Need(module.status());
  module_ = *std::move(module);
  Need(module_->Start());
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  module_->Register(builder);
  server_ = builder.BuildAndStart();
  stub_ = v1::HealthService::NewStub(rpc::NewChannel("127.0.0.1:" + std::to_string(port), {}));
}

HealthService::~HealthService() {
  module_->DrainNotice();
  server_->Shutdown();
  server_->Wait();
}

absl::StatusOr<v1::GetOverviewResponse> HealthService::Overview() {
  return Call<v1::GetOverviewResponse>(*stub_, v1::GetOverviewRequest(), &v1::HealthService::Stub::GetOverview);
}

absl::StatusOr<v1::ListAccountHealthResponse> HealthService::List() {
  return Call<v1::ListAccountHealthResponse>(*stub_, v1::ListAccountHealthRequest(),
                                             &v1::HealthService::Stub::ListAccountHealth);
}

absl::StatusOr<v1::AccountHealth> HealthService::Get(const std::string& id) {
  v1::GetAccountHealthRequest request;
  request.set_id(id);
  auto response = Call<v1::GetAccountHealthResponse>(*stub_, request, &v1::HealthService::Stub::GetAccountHealth);
  if (!response.ok()) return response.status();
  return response->account();
}

absl::StatusOr<v1::AccountHealth> HealthService::Check(const std::string& id) {
  v1::CheckAccountRequest request;
  request.set_id(id);
  auto response = Call<v1::CheckAccountResponse>(*stub_, request, &v1::HealthService::Stub::CheckAccount);
  if (!response.ok()) return response.status();
  return response->account();
}

absl::StatusOr<v1::ListHistoryResponse> HealthService::History(const std::string& target_type,
                                                               const std::string& target_id, int limit) {
  v1::ListHistoryRequest request;
  request.set_target_type(target_type);
  request.set_target_id(target_id);
  request.set_limit(limit);
  return Call<v1::ListHistoryResponse>(*stub_, request, &v1::HealthService::Stub::ListHistory);
}

bool HealthService::Becomes(const std::string& id, const std::function<bool(const v1::AccountHealth&)>& wanted) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < give_up) {
    if (const auto account = Get(id); account.ok() && wanted(*account)) return true;
    std::this_thread::yield();
  }
  return false;
}

}  // namespace signalbox::health
