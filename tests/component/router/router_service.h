#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "services/router/client/router_client.h"
#include "services/router/module.h"
#include "signalbox/router/v1/router.grpc.pb.h"
#include "tests/component/router/generation_log.h"
#include "tests/support/fake_provider/process.h"
#include "tests/support/postgres/postgres.h"

namespace signalbox::router {

/// Where a model of the configuration is served.
struct ServedBy {
  std::string provider;        ///< "demo": the fake provider; "away": an address nobody listens at.
  std::string upstream_model;  ///< With the fake provider's script behind it.
  int weight = 1;
};

/// Further lines of the `router:` section, indented by two spaces: `demo` and `away` as providers with an account
/// "main" each, and the model "m".
std::string Providers(const test::FakeProvider& demo, const std::vector<ServedBy>& deployments = {},
                      std::string_view provider_settings = "");

/// The router module on a database, reached through gRPC.
class RouterService {
 public:
  explicit RouterService(const support::Postgres& database, const std::string& settings);
  ~RouterService();

  v1::RouterService::Stub& stub() { return *stub_; }
  RouterClient& client() { return *client_; }
  const Module& module() const { return *module_; }

  /// Starts a request for the model "m"; the log reads on by itself unless `reads_on` is false.
  std::shared_ptr<GenerationLog> Generate(bool stream, const std::string& body_fields = "", bool reads_on = true);
  std::shared_ptr<GenerationLog> Generate(v1::GenerateRequest request, bool reads_on = true,
                                          const RequestContext& context = {});

  /// Waits until the model is served.
  bool Serves(const std::string& model, std::chrono::milliseconds within);

 private:
  std::unique_ptr<Module> module_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::RouterService::Stub> stub_;
  std::unique_ptr<RouterClient> client_;
};

/// A request for the model "m", with `body_fields` (`,"n":1`) added to its body.
v1::GenerateRequest ChatRequest(bool stream, const std::string& body_fields = "");

/// The section for that database.
std::string ConfigFor(const support::Postgres& database, const std::string& settings);

/// Brings a database up to date.
absl::Status MigrateModule(const std::string& yaml);
absl::StatusOr<std::unique_ptr<Module>> CreateModule(const std::string& yaml);

/// A unary call that must come back: the response, or the status.
template <typename Response, typename Request>
absl::StatusOr<Response> Call(RouterService& service,
                              grpc::Status (v1::RouterService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                              Response*),
                              const Request& request);

}  // namespace signalbox::router

#include "common/rpc/convert.h"

template <typename Response, typename Request>
absl::StatusOr<Response> signalbox::router::Call(RouterService& service,
                                                 grpc::Status (v1::RouterService::Stub::*method)(grpc::ClientContext*,
                                                                                                 const Request&,
                                                                                                 Response*),
                                                 const Request& request) {
  grpc::ClientContext call;
  Response response;
  const grpc::Status status = (service.stub().*method)(&call, request, &response);
  if (!status.ok()) return rpc::FromGrpc(status);
  return response;
}
