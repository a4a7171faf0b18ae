#include "tests/support/fake_provider/vertex/endpoints.h"

#include <chrono>
#include <string>

#include <fmt/format.h>

#include "tests/support/fake_provider/anthropic/endpoints.h"
#include "tests/support/fake_provider/gemini/dialect.h"
#include "tests/support/fake_provider/gemini/endpoints.h"
#include "tests/support/fake_provider/vertex/dialects.h"
#include "tests/support/fake_provider/vertex/predict.h"

namespace signalbox::fake_provider::vertex {
namespace {

constexpr std::string_view kGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
constexpr std::string_view kModels = "/models/";

Plan Token(Visit& visit) {
  const auto script = visit.TakeScript("/token");
  if (!script.ok()) return RefusalPlan(OAuth(), script.status());
  if (FormValue(visit.http.body, "grant_type") != kGrant) {
    return RefusalPlan(OAuth(), "bad_request", "Invalid grant_type", "unsupported_grant_type");
  }
  const std::string audience = fmt::format("http://{}/token", visit.http.Header("host"));
  const absl::Status checked = visit.tokens.CheckAssertion(FormValue(visit.http.body, "assertion"), audience);
  if (!checked.ok()) return RefusalPlan(OAuth(), checked);
  const std::string token = visit.tokens.Issue(std::chrono::seconds(script->expires));
  return ReplyPlan(
      OAuth(),
      {.body = fmt::format(R"({{"access_token":"{}","expires_in":{},"token_type":"Bearer"}})", token, script->expires)},
      *script);
}

std::optional<Plan> RefuseToken(const Visit& visit) {
  switch (visit.tokens.Judge(visit.http.Bearer())) {
    case TokenOffice::Verdict::kGood:
      return std::nullopt;
    case TokenOffice::Verdict::kExpired:
      return RefusalPlan(gemini::Gemini(), "unauthenticated",
                         "Request had invalid authentication credentials: the access token has expired.");
    case TokenOffice::Verdict::kUnknown:
      return RefusalPlan(gemini::Gemini(), "unauthenticated");
  }
  return std::nullopt;
}

Plan AnswerClaude(Visit& visit, const std::string& model, std::string_view action) {
  if (action != "rawPredict" && action != "streamRawPredict") return RefusalPlan(gemini::Gemini(), "unknown_url");
  if (model == "count-tokens") {
    return anthropic::AnswerMessages(Claude(), visit, anthropic::Endpoint::kVertexCountTokens);
  }
  return anthropic::AnswerMessages(Claude(), visit, anthropic::Endpoint::kVertex, model);
}

Plan AnswerGoogle(Visit& visit, const std::string& model, std::string_view action) {
  return action == "predict" ? AnswerPredict(visit, model)
                             : gemini::AnswerAction(visit, model, action, gemini::Host::kVertex);
}

// What stands between `before` and the next '/', from `path`'s beginning.
std::string_view Segment(std::string_view path, std::string_view before) {
  const std::size_t at = path.find(before);
  if (at == std::string_view::npos) return {};
  path.remove_prefix(at + before.size());
  return path.substr(0, path.find('/'));
}

}  // namespace

std::optional<Plan> Answer(Visit& visit) {
  const std::string_view path = visit.http.Path();
  if (!visit.IsPost()) return std::nullopt;
  if (path == "/token") return Token(visit);
  if (!path.starts_with("/v1/projects/") && !path.starts_with("/v1beta1/projects/")) return std::nullopt;
  if (auto refusal = RefuseToken(visit)) return refusal;
  const std::string_view publisher = Segment(path, "/publishers/");
  const std::size_t models = path.find(kModels);
  const std::size_t colon = path.rfind(':');
  const bool complete = !Segment(path, "/projects/").empty() && !Segment(path, "/locations/").empty() &&
                        models != std::string_view::npos && colon != std::string_view::npos && colon > models;
  if (!complete) return RefusalPlan(gemini::Gemini(), "unknown_url");
  const std::string model = DecodeSegment(path.substr(models + kModels.size(), colon - models - kModels.size()));
  if (publisher == "anthropic") return AnswerClaude(visit, model, path.substr(colon + 1));
  if (publisher == "google") return AnswerGoogle(visit, model, path.substr(colon + 1));
  return RefusalPlan(gemini::Gemini(), "model_not_found");
}

}  // namespace signalbox::fake_provider::vertex
