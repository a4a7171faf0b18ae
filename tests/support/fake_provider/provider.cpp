#include "tests/support/fake_provider/provider.h"

#include <algorithm>

#include <fmt/format.h>

#include "common/status/error.h"
#include "tests/support/fake_provider/chat_request.h"
#include "tests/support/fake_provider/errors.h"
#include "tests/support/fake_provider/openai_chat.h"

namespace signalbox::fake_provider {
namespace {

constexpr std::string_view kModels =
    R"({"object":"list","data":[)"
    R"({"id":"gpt-4o","object":"model","created":1715367049,"owned_by":"system"},)"
    R"({"id":"gpt-4o-mini","object":"model","created":1721172741,"owned_by":"system"}]})";

Plan Refusal(std::string_view error, const std::string& message) {
  Script script;
  const ErrorKind& kind = *FindError(error);
  script.status = kind.status;
  script.body = ErrorBody(kind, message.empty() ? kind.message : message);
  return JsonPlan({}, script);
}

std::string_view BearerKey(const HttpRequest& request) {
  std::string_view value = request.Header("authorization");
  constexpr std::string_view kBearer = "Bearer ";
  if (value.starts_with(kBearer)) value.remove_prefix(kBearer.size());
  return value;
}

bool Holds(const Plan& plan) {
  return std::any_of(plan.begin(), plan.end(), [](const Step& step) { return step.kind == Step::Kind::kHold; });
}

}  // namespace

Answer Provider::Handle(std::uint64_t connection, const HttpRequest& request) {
  Answer answer;
  std::string model;
  answer.plan = MakePlan(request, model);
  if (Holds(answer.plan)) answer.gate = gates_.Open(model);
  answer.record = recorder_.Begin(connection, request, std::move(model));
  return answer;
}

Plan Provider::MakePlan(const HttpRequest& request, std::string& model) {
  if (IsKeyRefused(request)) return Refusal("invalid_api_key", "");
  const std::string_view path = request.Path();
  if (path == "/v1/chat/completions" && request.method == "POST") return ChatCompletions(request, model);
  if (path == "/v1/models" && request.method == "GET") return Models(model);
  return Refusal("model_not_found", fmt::format("Invalid URL ({} {})", request.method, path));
}

Plan Provider::ChatCompletions(const HttpRequest& request, std::string& model) {
  const auto chat = ParseChatRequest(request.body);
  if (!chat.ok()) return Refusal("bad_request", MessageOf(chat.status()));
  model = chat->model;
  const auto script = scripts_.Take(model);
  if (!script.ok()) return Refusal("bad_request", MessageOf(script.status()));
  return ChatPlan(*chat, *script);
}

Plan Provider::Models(std::string& model) {
  model = "/v1/models";
  const auto script = scripts_.Take(model);
  return script.ok() ? JsonPlan(kModels, *script) : Refusal("bad_request", MessageOf(script.status()));
}

bool Provider::IsKeyRefused(const HttpRequest& request) const {
  const std::string_view key = BearerKey(request);
  return key.starts_with("sk-bad") || (!options_.require_key.empty() && key != options_.require_key);
}

}  // namespace signalbox::fake_provider
