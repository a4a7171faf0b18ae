#include "tests/support/fake_provider/provider.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "tests/support/fake_provider/anthropic/endpoints.h"
#include "tests/support/fake_provider/azure/endpoints.h"
#include "tests/support/fake_provider/bedrock/endpoints.h"
#include "tests/support/fake_provider/gemini/endpoints.h"
#include "tests/support/fake_provider/openai/dialect.h"
#include "tests/support/fake_provider/openai/endpoints.h"
#include "tests/support/fake_provider/vertex/endpoints.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider {
namespace {

// The more telling paths first: OpenAI's endpoints are known under any prefix.
constexpr std::array kDialects = {vertex::Answer,    bedrock::Answer, azure::Answer,
                                  anthropic::Answer, gemini::Answer,  openai::Answer};

Plan MakePlan(Visit& visit) {
  for (const auto& answer : kDialects) {
    if (std::optional<Plan> plan = answer(visit)) return *std::move(plan);
  }
  return RefusalPlan(openai::OpenAi(), "unknown_url",
                     fmt::format("Invalid URL ({} {})", visit.http.method, visit.http.Path()));
}

bool Holds(const Plan& plan) {
  return std::any_of(plan.begin(), plan.end(), [](const Step& step) { return step.kind == Step::Kind::kHold; });
}

}  // namespace

Answer Provider::Handle(std::uint64_t connection, const HttpRequest& request) {
  Visit visit{request, options_, scripts_, tokens_, {}};
  Answer answer;
  answer.plan = MakePlan(visit);
  if (Holds(answer.plan)) answer.gate = gates_.Open(visit.model);
  answer.record = recorder_.Begin(connection, request, std::move(visit.model));
  return answer;
}

}  // namespace signalbox::fake_provider
