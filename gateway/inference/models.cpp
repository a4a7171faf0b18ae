#include "gateway/inference/models.h"

#include <fmt/format.h>

#include "common/json/writer.h"
#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

constexpr std::chrono::milliseconds kListTimeout{5'000};

http::Headers Json() {
  return {{"content-type", "application/json"}};
}

void Write(const router::v1::Model& model, json::Writer& writer) {
  writer.BeginObject();
  writer.Key("id").String(model.name());
  writer.Key("object").String("model");
  writer.Key("created").Int(model.create_time().seconds());
  writer.Key("owned_by").String(model.providers_size() > 0 ? model.providers(0) : "");
  writer.EndObject();
}

std::string ListBody(const router::v1::ListModelsResponse& models, const Caller& caller) {
  json::Writer writer;
  writer.BeginObject().Key("object").String("list").Key("data").BeginArray();
  for (const router::v1::Model& model : models.models()) {
    if (MayUse(caller, model.name())) Write(model, writer);
  }
  writer.EndArray().EndObject();
  return writer.Take();
}

std::string_view IdOf(const Call& call) {
  for (const auto& [name, value] : call.Parameters()) {
    if (name == "id") return value;
  }
  return {};
}

void AnswerWithOne(Call& call, const router::v1::ListModelsResponse& models) {
  const std::string_view id = IdOf(call);
  for (const router::v1::Model& model : models.models()) {
    if (model.name() != id || !MayUse(*call.caller, id)) continue;
    json::Writer writer;
    Write(model, writer);
    return call.Respond(200, Json(), writer.Take());
  }
  call.Fail(Error(absl::StatusCode::kNotFound, "MODEL_NOT_FOUND", fmt::format("the model '{}' does not exist", id),
                  {{"field", "model"}}));
}

RequestContext ContextOf(const Call& call) {
  RequestContext context = call.Context();
  context.deadline = std::chrono::steady_clock::now() + kListTimeout;
  return context;
}

}  // namespace

void Models::List(std::shared_ptr<Call> call) const {
  const RequestContext context = ContextOf(*call);
  router_->ListModels(context, [call = std::move(call)](const absl::StatusOr<router::v1::ListModelsResponse>& models) {
    if (!models.ok()) return call->Fail(models.status());
    call->Respond(200, Json(), ListBody(*models, *call->caller));
  });
}

void Models::Get(std::shared_ptr<Call> call) const {
  const RequestContext context = ContextOf(*call);
  router_->ListModels(context, [call = std::move(call)](const absl::StatusOr<router::v1::ListModelsResponse>& models) {
    if (!models.ok()) return call->Fail(models.status());
    AnswerWithOne(*call, *models);
  });
}

}  // namespace signalbox::gateway
