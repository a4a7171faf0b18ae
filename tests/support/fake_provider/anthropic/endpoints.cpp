#include "tests/support/fake_provider/anthropic/endpoints.h"

#include <fmt/format.h>

#include "common/json/document.h"
#include "common/status/error.h"
#include "tests/support/fake_provider/anthropic/dialect.h"
#include "tests/support/fake_provider/anthropic/message_writer.h"
#include "tests/support/fake_provider/ids.h"
#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider::anthropic {
namespace {

constexpr std::string_view kModels =
    R"({"data":[{"type":"model","id":"claude-sonnet-4-5-20250929","display_name":"Claude Sonnet 4.5",)"
    R"("created_at":"2025-09-29T00:00:00Z"},{"type":"model","id":"claude-haiku-4-5-20251001",)"
    R"("display_name":"Claude Haiku 4.5","created_at":"2025-10-01T00:00:00Z"}],)"
    R"("has_more":false,"first_id":"claude-sonnet-4-5-20250929","last_id":"claude-haiku-4-5-20251001"})";

// A key comes as x-api-key, or as a bearer as the newer clients send it.
std::optional<Plan> RefuseKey(const Visit& visit) {
  const std::string_view key = visit.http.Header("x-api-key");
  const std::string_view bearer = visit.http.Bearer();
  if (key.empty() && bearer.empty()) return RefusalPlan(Anthropic(), "invalid_api_key", "x-api-key header is required");
  if (!visit.Refuses(key.empty() ? bearer : key)) return std::nullopt;
  return RefusalPlan(Anthropic(), "invalid_api_key", key.empty() ? "Invalid bearer token" : "");
}

std::optional<Plan> Refuse(const Visit& visit) {
  if (auto refusal = RefuseKey(visit)) return refusal;
  if (visit.http.Header("anthropic-version").empty()) {
    return RefusalPlan(Anthropic(), "bad_request", "anthropic-version: header is required");
  }
  return std::nullopt;
}

Plan Models(Visit& visit) {
  const auto script = visit.TakeScript("/v1/models");
  if (!script.ok()) return RefusalPlan(Anthropic(), script.status());
  return ReplyPlan(Anthropic(), {.body = std::string(kModels)}, *script);
}

}  // namespace

Plan AnswerMessages(const Dialect& dialect, Visit& visit, Endpoint endpoint, const std::string& model) {
  json::Document document;
  if (!document.Read(visit.http.body).ok() || !document.root().IsObject()) {
    return RefusalPlan(dialect, Invalid("The request body is not valid JSON"));
  }
  Call call = ReadMessagesCall(document.root());
  if (!model.empty()) call.model = model;
  if (call.model.empty()) return RefusalPlan(dialect, Invalid("model: Field required"));
  const auto script = visit.TakeScript(call.model);
  if (!script.ok()) return RefusalPlan(dialect, script.status());
  const absl::Status checked = script->strict ? CheckMessagesRequest(document.root(), endpoint) : absl::OkStatus();
  if (!checked.ok()) return RefusalPlan(dialect, checked);
  if (endpoint == Endpoint::kCountTokens || endpoint == Endpoint::kVertexCountTokens) {
    return ReplyPlan(dialect, {.body = fmt::format(R"({{"input_tokens":{}}})", script->prompt_tokens)}, *script);
  }
  Ids ids(script->fixed_ids);
  const Content content = MakeContent(*script, call, "toolu_", ids);
  const std::string id = ids.Next("msg_");
  MessageWriter writer(call.model, id, content);
  return AnswerPlan(dialect, writer, call.stream, content.CompletionTokens(), *script);
}

std::optional<Plan> Answer(Visit& visit) {
  const std::string_view path = visit.http.Path();
  const bool asks_models = visit.IsGet() && path.ends_with("/v1/models") &&
                           (!visit.http.Header("anthropic-version").empty() || !visit.http.Header("x-api-key").empty());
  const bool counts = visit.IsPost() && path.ends_with("/v1/messages/count_tokens");
  if (!asks_models && !counts && !(visit.IsPost() && path.ends_with("/v1/messages"))) return std::nullopt;
  if (auto refusal = Refuse(visit)) return refusal;
  if (asks_models) return Models(visit);
  return AnswerMessages(Anthropic(), visit, counts ? Endpoint::kCountTokens : Endpoint::kMessages);
}

}  // namespace signalbox::fake_provider::anthropic
