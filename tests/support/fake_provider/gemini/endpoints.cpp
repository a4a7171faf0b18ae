#include "tests/support/fake_provider/gemini/endpoints.h"

#include <fmt/format.h>

#include "common/json/document.h"
#include "common/status/macros.h"
#include "tests/support/fake_provider/gemini/answer_writer.h"
#include "tests/support/fake_provider/gemini/dialect.h"
#include "tests/support/fake_provider/gemini/embeddings.h"
#include "tests/support/fake_provider/gemini/request.h"
#include "tests/support/fake_provider/ids.h"
#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/signature.h"

namespace signalbox::fake_provider::gemini {
namespace {

constexpr std::string_view kModels =
    R"({"models":[{"name":"models/gemini-2.5-flash","version":"001","displayName":"Gemini 2.5 Flash",)"
    R"("inputTokenLimit":1048576,"outputTokenLimit":65536,)"
    R"("supportedGenerationMethods":["generateContent","countTokens"],"temperature":1,"topP":0.95,"topK":64,)"
    R"("maxTemperature":2,"thinking":true},{"name":"models/gemini-embedding-001","version":"001",)"
    R"("displayName":"Gemini Embedding 001","inputTokenLimit":2048,"outputTokenLimit":1,)"
    R"("supportedGenerationMethods":["embedContent","countTokens"]}]})";

std::string KeyOf(const HttpRequest& http) {
  const std::string_view header = http.Header("x-goog-api-key");
  return header.empty() ? http.Query("key") : std::string(header);
}

std::optional<Plan> RefuseKey(const Visit& visit) {
  const std::string key = KeyOf(visit.http);
  const std::string_view token = visit.http.Bearer();
  if (!key.empty()) {
    return visit.Refuses(key) ? std::optional(RefusalPlan(Gemini(), "invalid_api_key")) : std::nullopt;
  }
  if (token.starts_with("ya29.")) return std::nullopt;
  if (!token.empty()) return RefusalPlan(Gemini(), "unauthenticated");
  return RefusalPlan(Gemini(), "forbidden",
                     "Method doesn't allow unregistered callers (callers without established identity). Please use API "
                     "Key or other form of API consumer identity to call this API.");
}

Plan Models(Visit& visit) {
  const auto script = visit.TakeScript("/v1/models");
  if (!script.ok()) return RefusalPlan(Gemini(), script.status());
  return ReplyPlan(Gemini(), {.body = std::string(kModels)}, *script);
}

absl::Status Check(json::Value root, std::string_view model, std::string_view action, Host host) {
  if (host == Host::kVertex) RETURN_IF_ERROR(CheckRolesAreNamed(root));
  if (action == "countTokens") return CheckCountRequest(root, model);
  if (action == "embedContent") return CheckEmbedRequest(root);
  if (action == "batchEmbedContents") return CheckBatchEmbedRequest(root);
  return CheckGenerateRequest(root, model);
}

Plan Generate(const Visit& visit, json::Value root, std::string_view model, bool stream, const Script& script) {
  const Call call = ReadGenerateCall(root, model, stream);
  Ids ids(script.fixed_ids);
  const bool signs = SignsCalls(model);
  Content content = MakeContent(script, call, signs ? std::optional<std::string_view>("") : std::nullopt, ids);
  if (signs && script.signature && content.signature.empty() && !content.tool_calls.empty()) {
    content.signature = Signature("");
  }
  const std::string id = ids.Next("");
  AnswerJsonWriter writer(call.model, id, content, call.n, visit.http.Query("alt") == "sse");
  return AnswerPlan(Gemini(), writer, stream, content.CompletionTokens(), script);
}

Plan CountTokens(const Script& script) {
  return ReplyPlan(
      Gemini(),
      {.body = fmt::format(R"({{"totalTokens":{0},"promptTokensDetails":[{{"modality":"TEXT","tokenCount":{0}}}]}})",
                           script.prompt_tokens)},
      script);
}

}  // namespace

Plan AnswerAction(Visit& visit, std::string_view model, std::string_view action, Host host) {
  const auto script = visit.TakeScript(std::string(model));
  if (!script.ok()) return RefusalPlan(Gemini(), script.status());
  json::Document document;
  if (!document.Read(visit.http.body).ok() || !document.root().IsObject()) {
    return RefusalPlan(Gemini(), Invalid("Invalid JSON payload received. Unexpected end of string."));
  }
  const json::Value root = document.root();
  const absl::Status checked = script->strict ? Check(root, model, action, host) : absl::OkStatus();
  if (!checked.ok()) return RefusalPlan(Gemini(), checked);
  if (action == "generateContent") return Generate(visit, root, model, false, *script);
  if (action == "streamGenerateContent") return Generate(visit, root, model, true, *script);
  if (action == "countTokens") return CountTokens(*script);
  if (action == "embedContent") return AnswerEmbed(root, *script);
  if (action == "batchEmbedContents") return AnswerBatchEmbed(root, *script);
  return RefusalPlan(Gemini(), "unknown_url");
}

std::optional<Plan> Answer(Visit& visit) {
  const std::string_view path = visit.http.Path();
  const bool lists =
      visit.IsGet() && path.ends_with("/models") && (path == "/v1beta/models" || !KeyOf(visit.http).empty());
  const std::size_t models = path.find("/models/");
  const std::size_t colon = path.rfind(':');
  const bool acts = visit.IsPost() && models != std::string_view::npos && colon != std::string_view::npos &&
                    colon > models && (path.starts_with("/v1beta/models/") || path.starts_with("/v1/models/"));
  if (!lists && !acts) return std::nullopt;
  if (auto refusal = RefuseKey(visit)) return refusal;
  if (lists) return Models(visit);
  const std::size_t name = models + std::string_view("/models/").size();
  return AnswerAction(visit, DecodeSegment(path.substr(name, colon - name)), path.substr(colon + 1), Host::kGemini);
}

}  // namespace signalbox::fake_provider::gemini
