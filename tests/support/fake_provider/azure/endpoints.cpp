#include "tests/support/fake_provider/azure/endpoints.h"

#include <string>
#include <string_view>

#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/azure/dialect.h"
#include "tests/support/fake_provider/openai/endpoints.h"

namespace signalbox::fake_provider::azure {
namespace {

constexpr std::string_view kDeployments = "/openai/deployments/";
constexpr std::string_view kVersionless = "/openai/v1/";

// api-key, or a bearer token of Entra ID.
std::optional<Plan> RefuseKey(const Visit& visit) {
  const std::string_view key = visit.http.Header("api-key");
  const std::string_view shown = key.empty() ? visit.http.Bearer() : key;
  if (shown.empty()) return RefusalPlan(Azure(), "unauthenticated");
  if (visit.Refuses(shown)) return RefusalPlan(Azure(), "invalid_api_key");
  return std::nullopt;
}

}  // namespace

std::optional<Plan> Answer(Visit& visit) {
  const std::string_view path = visit.http.Path();
  const bool deployed = path.starts_with(kDeployments);
  const bool versionless = path.starts_with(kVersionless) && !visit.http.Header("api-key").empty();
  if (!visit.IsPost() || (!deployed && !versionless)) return std::nullopt;
  if (auto refusal = RefuseKey(visit)) return refusal;
  std::optional<Plan> plan;
  if (versionless) {
    plan = openai::AnswerPost(Azure(), visit, path);
  } else if (!visit.http.Query("api-version").empty()) {
    const std::string_view rest = path.substr(kDeployments.size());
    const std::size_t slash = rest.find('/');
    if (slash != std::string_view::npos) {
      plan = openai::AnswerPost(Azure(), visit, rest.substr(slash), DecodeSegment(rest.substr(0, slash)));
    }
  }
  return plan ? std::move(plan) : RefusalPlan(Azure(), "unknown_url");
}

}  // namespace signalbox::fake_provider::azure
