#include "gateway/operations/operations.h"

#include "common/json/writer.h"
#include "common/metrics/metrics.h"

namespace signalbox::gateway {
namespace {

http::Headers Json() {
  return {{"content-type", "application/json"}};
}

}  // namespace

std::string_view BuildVersion() {
  return SIGNALBOX_VERSION;
}

void Live(const std::shared_ptr<Call>& call) {
  call->Respond(200, Json(), R"({"status":"ok"})");
}

void Health(const std::shared_ptr<Call>& call) {
  json::Writer body;
  body.BeginObject().Key("status").String("ok").Key("version").String(BuildVersion()).EndObject();
  call->Respond(200, Json(), body.Take());
}

void Version(const std::shared_ptr<Call>& call) {
  json::Writer body;
  body.BeginObject().Key("version").String(BuildVersion()).EndObject();
  call->Respond(200, Json(), body.Take());
}

void Metrics(const std::shared_ptr<Call>& call) {
  call->Respond(200, {{"content-type", "text/plain; version=0.0.4; charset=utf-8"}}, metrics::Serialize());
}

Handler JsonDocument(std::string document) {
  return [document = std::make_shared<const std::string>(std::move(document))](const std::shared_ptr<Call>& call) {
    call->Respond(200, Json(), *document);
  };
}

}  // namespace signalbox::gateway
