#include "tests/support/fake_provider/azure/dialect.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "tests/support/fake_provider/ids.h"
#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider::azure {
namespace {

// Errors of the gateway have no type; all others are OpenAI's.
constexpr std::array<NativeError, 6> kGatewayErrors = {{
    {"invalid_api_key", 401, "401",
     "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an "
     "active subscription and use a correct regional API endpoint for your resource."},
    {"unauthenticated", 401, "401",
     "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an "
     "API."},
    {"unknown_url", 404, "404", "Resource not found"},
    {"model_not_found", 404, "DeploymentNotFound",
     "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, "
     "please wait a moment and try again."},
    {"rate_limit_exceeded", 429, "429",
     "Requests to the ChatCompletions_Create Operation have exceeded the call rate limit of your current pricing tier. "
     "Please retry after 7 seconds."},
    {"insufficient_quota", 429, "insufficient_quota",
     "You exceeded your current quota, please check your plan and billing details."},
}};

constexpr std::string_view kFiltered =
    R"({"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management )"
    R"(policy. Please modify your prompt and retry.","type":null,"param":"prompt","code":"content_filter","status":400,)"
    R"("innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":false,)"
    R"("severity":"safe"},"jailbreak":{"filtered":false,"detected":false},"self_harm":{"filtered":false,)"
    R"("severity":"safe"},"sexual":{"filtered":false,"severity":"safe"},"violence":{"filtered":true,)"
    R"("severity":"high"}}}}})";

}  // namespace

std::string AzureDialect::Headers() const {
  return fmt::format("apim-request-id: {}\r\nx-ms-region: East US\r\n{}", NextId(""), OpenAiDialect::Headers());
}

Reply AzureDialect::Error(const ErrorKind& kind, std::string_view message, std::string_view where) const {
  if (kind.name == "content_policy_violation") {
    return {.status = 400, .body = std::string(kFiltered), .headers = Headers()};
  }
  const auto* found = std::find_if(kGatewayErrors.begin(), kGatewayErrors.end(),
                                   [&](const NativeError& error) { return error.name == kind.name; });
  if (found == kGatewayErrors.end()) return OpenAiDialect::Error(kind, message, where);
  return {.status = found->status,
          .body = fmt::format(R"({{"error":{{"code":"{}","message":{}}}}})", found->type, Quoted(found->message)),
          .headers = Headers()};
}

const Dialect& Azure() {
  static const AzureDialect kDialect;
  return kDialect;
}

}  // namespace signalbox::fake_provider::azure
