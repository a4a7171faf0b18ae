#include "gateway/inference/models.h"

#include <vector>

#include <fmt/format.h>
#include <google/protobuf/util/time_util.h>

#include "common/json/writer.h"
#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

constexpr std::chrono::milliseconds kListTimeout{5'000};

http::Headers Json() {
  return {{"content-type", "application/json"}};
}

void WriteOpenAi(const router::v1::Model& model, json::Writer& writer) {
  writer.BeginObject();
  writer.Key("id").String(model.name());
  writer.Key("object").String("model");
  writer.Key("created").Int(model.create_time().seconds());
  writer.Key("owned_by").String(model.providers_size() > 0 ? model.providers(0) : "");
  writer.EndObject();
}

void WriteAnthropic(const router::v1::Model& model, json::Writer& writer) {
  writer.BeginObject();
  writer.Key("type").String("model");
  writer.Key("id").String(model.name());
  writer.Key("display_name").String(model.name());
  writer.Key("created_at").String(google::protobuf::util::TimeUtil::ToString(model.create_time()));
  writer.EndObject();
}

void WriteGoogle(const router::v1::Model& model, json::Writer& writer) {
  writer.BeginObject();
  writer.Key("name").String("models/" + model.name());
  writer.Key("displayName").String(model.name());
  writer.Key("supportedGenerationMethods").BeginArray();
  writer.String("generateContent").String("streamGenerateContent").String("countTokens").EndArray();
  writer.EndObject();
}

void Write(const router::v1::Model& model, llm::v1::Dialect dialect, json::Writer& writer) {
  if (dialect == llm::v1::GEMINI) return WriteGoogle(model, writer);
  if (dialect == llm::v1::ANTHROPIC_MESSAGES) return WriteAnthropic(model, writer);
  WriteOpenAi(model, writer);
}

void WriteAll(const std::vector<const router::v1::Model*>& models, llm::v1::Dialect dialect, json::Writer& writer) {
  writer.BeginArray();
  for (const router::v1::Model* model : models) Write(*model, dialect, writer);
  writer.EndArray();
}

std::string ListBody(const router::v1::ListModelsResponse& all, const Caller& caller, llm::v1::Dialect dialect) {
  std::vector<const router::v1::Model*> models;
  for (const router::v1::Model& model : all.models()) {
    if (MayUse(caller, model.name())) models.push_back(&model);
  }
  json::Writer writer;
  writer.BeginObject();
  if (dialect == llm::v1::OPENAI_CHAT) writer.Key("object").String("list");
  WriteAll(models, dialect, writer.Key(dialect == llm::v1::GEMINI ? "models" : "data"));
  if (dialect == llm::v1::ANTHROPIC_MESSAGES) {
    writer.Key("has_more").Bool(false).Key("first_id");
    models.empty() ? writer.Null() : writer.String(models.front()->name());
    writer.Key("last_id");
    models.empty() ? writer.Null() : writer.String(models.back()->name());
  }
  writer.EndObject();
  return writer.Take();
}

// Anthropic's SDK asks at OpenAI's path, and always says its version.
void RecognizeAnthropic(Call& call) {
  const bool anthropic = !call.Request().Header("anthropic-version").empty();
  if (anthropic && call.dialect == llm::v1::OPENAI_CHAT) call.dialect = llm::v1::ANTHROPIC_MESSAGES;
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
    Write(model, call.dialect, writer);
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
  RecognizeAnthropic(*call);
  const RequestContext context = ContextOf(*call);
  router_->ListModels(context, [call = std::move(call)](const absl::StatusOr<router::v1::ListModelsResponse>& models) {
    if (!models.ok()) return call->Fail(models.status());
    call->Respond(200, Json(), ListBody(*models, *call->caller, call->dialect));
  });
}

void Models::Get(std::shared_ptr<Call> call) const {
  RecognizeAnthropic(*call);
  const RequestContext context = ContextOf(*call);
  router_->ListModels(context, [call = std::move(call)](const absl::StatusOr<router::v1::ListModelsResponse>& models) {
    if (!models.ok()) return call->Fail(models.status());
    AnswerWithOne(*call, *models);
  });
}

}  // namespace signalbox::gateway
