#include "gateway/routes.h"

#include "gateway/filters/access_log.h"
#include "gateway/filters/api_key.h"
#include "gateway/filters/body_limit.h"
#include "gateway/filters/request_id.h"
#include "gateway/inference/models.h"
#include "gateway/inference/routes.h"
#include "gateway/management/management.h"
#include "gateway/operations/document.h"
#include "gateway/operations/operations.h"

namespace signalbox::gateway {
namespace {

using Spelling = http::Router::Spelling;

/// The table, line by line.
class Table {
 public:
  void Get(const std::string& pattern, const Chain& chain, Handler handler) {
    router_.Add("GET", pattern, chain.Around(pattern, std::move(handler)));
  }
  void Add(const std::string& method, const std::string& pattern, const Chain& chain, Handler handler,
           Spelling spelling = Spelling::kExact) {
    router_.Add(method, pattern, chain.Around(pattern, std::move(handler)), spelling);
  }
  http::Router Take() { return std::move(router_); }

 private:
  http::Router router_;
};

}  // namespace

http::Router Routes(const Edge& edge, const std::vector<ManagementRoute>& management) {
  const auto models = std::make_shared<const Models>(edge.inference->router);
  const Handler list_models = [models](auto call) { models->List(std::move(call)); };
  const Handler get_model = [models](auto call) { models->Get(std::move(call)); };
  const Handler ready = [readiness = edge.readiness](auto call) { readiness->Answer(std::move(call)); };

  // Filters run from left to right. Inference bodies are bounded by the server itself.
  const Chain all{RequestId(), AccessLog(), edge.metrics->Measure(), edge.in_flight->Track()};
  const Chain probe{RequestId()};
  const Chain keyed = all.Then(ApiKey(edge.authenticator));
  const Chain small = all.Then(BodyLimit(Transcoder::kMaxBodyBytes));
  const Chain small_keyed = small.Then(ApiKey(edge.authenticator));
  const Chain admin = small_keyed.Then(AdminOnly());

  Table table;
  AddInferenceRoutes(
      edge.inference, all, ApiKey(edge.authenticator),
      [&table](const std::string& method, const std::string& pattern, const Chain& chain, Handler handler) {
        table.Add(method, pattern, chain, std::move(handler), Spelling::kForgiving);
      });

  for (const std::string prefix : {"/v1", "/api/v1", "/v2", ""}) {
    table.Add("GET", prefix + "/models", small_keyed, list_models, Spelling::kForgiving);
    table.Add("GET", prefix + "/models/{id...}", small_keyed, get_model, Spelling::kForgiving);
  }

  table.Get("/health", probe, Health);
  table.Get("/health/live", probe, Live);
  table.Get("/healthz", probe, Live);
  table.Get("/health/ready", probe, ready);
  table.Get("/readyz", probe, ready);
  table.Get("/version", probe, Version);
  table.Get("/metrics", probe, Metrics);
  table.Get("/openapi.json", small, JsonDocument(OpenApi(management)));

  for (const ManagementRoute& route : management) {
    const Chain& chain = route.access == http::v1::PUBLIC   ? small
                         : route.access == http::v1::CALLER ? small_keyed
                                                            : admin;
    table.Add(route.method, route.pattern, chain,
              Transcoded(edge.transcoder, std::make_shared<const ManagementRoute>(route)));
  }
  return table.Take();
}

}  // namespace signalbox::gateway
