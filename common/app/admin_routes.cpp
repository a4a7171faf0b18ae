#include "common/app/admin_routes.h"

#include "common/json/writer.h"
#include "common/metrics/metrics.h"
#include "common/status/error.h"

namespace signalbox::app {
namespace {

const http::Headers kJson{{"content-type", "application/json"}};

std::string StatusBody(const std::string& word, const std::string& message) {
  json::Writer writer;
  writer.BeginObject().Key("status").String(word);
  if (!message.empty()) writer.Key("message").String(message);
  writer.EndObject();
  return writer.Take();
}

}  // namespace

http::Router AdminRoutes(std::function<absl::Status()> ready) {
  http::Router router;
  router.Add("GET", "/metrics", [](const std::shared_ptr<http::Exchange>& exchange) {
    exchange->Respond(200, {{"content-type", "text/plain; version=0.0.4; charset=utf-8"}}, metrics::Serialize());
  });
  router.Add("GET", "/healthz", [](const std::shared_ptr<http::Exchange>& exchange) {
    exchange->Respond(200, kJson, StatusBody("ok", ""));
  });
  router.Add("GET", "/readyz", [ready = std::move(ready)](const std::shared_ptr<http::Exchange>& exchange) {
    const absl::Status status = ready();
    exchange->Respond(status.ok() ? 200 : 503, kJson,
                      status.ok() ? StatusBody("ok", "") : StatusBody("unavailable", MessageOf(status)));
  });
  return router;
}

std::pair<http::Headers, std::string> RenderAdminError(const http::Refused& refused) {
  return {kJson, StatusBody("error", std::string(refused.message))};
}

}  // namespace signalbox::app
