#include "services/router/providers/bedrock/bedrock_api.h"

#include <utility>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/providers/bedrock/credentials.h"
#include "services/router/providers/bedrock/event_stream.h"
#include "services/router/providers/bedrock/sigv4.h"
#include "services/router/providers/percent.h"

namespace signalbox::router::bedrock {
namespace {

/// Adds the proof of who we are. Headers that a proxy may touch come after it, unsigned.
absl::Status Authorise(const Provider& provider, const Account& account, TimePoint now, ProviderCall& call) {
  const absl::StatusOr<Credentials> credentials = ParseCredentials(account.api_key);
  if (!credentials.ok()) {
    return Error(absl::StatusCode::kFailedPrecondition, "", "the account's key " + MessageOf(credentials.status()));
  }
  const auto region = provider.settings.find("region");
  if (!credentials->api_key.empty()) {
    call.headers.emplace_back("authorization", "Bearer " + credentials->api_key);
  } else if (region == provider.settings.end()) {
    return Error(absl::StatusCode::kFailedPrecondition, "", "the provider has no region");
  } else {
    Sign(*credentials, {region->second, "bedrock", now}, call);
  }
  call.headers.emplace_back("user-agent", "signalbox");
  return absl::OkStatus();
}

/// Models are listed by the service's other half.
std::string ControlUrl(const Provider& provider) {
  constexpr std::string_view kRuntime = "https://bedrock-runtime.";
  std::string url = provider.base_url;
  if (url.starts_with(kRuntime)) url.replace(0, kRuntime.size(), "https://bedrock.");
  return url;
}

}  // namespace

absl::StatusOr<llm::v1::Dialect> BedrockApi::DialectFor(const Provider&, const Question& question) const {
  if (question.operation == llm::v1::GENERATE) return llm::v1::BEDROCK_CONVERSE;
  return Error(absl::StatusCode::kUnimplemented, "", "this provider cannot do that");
}

absl::StatusOr<ProviderCall> BedrockApi::Call(const Provider& provider, const Account& account, Written written,
                                              std::string_view, TimePoint now) const {
  ProviderCall call;
  call.url = provider.base_url;
  call.url += "/model/";
  AppendPercentEncoded(call.url, written.upstream_model);
  call.url += written.stream ? "/converse-stream" : "/converse";
  call.headers = {{"content-type", "application/json"}};
  call.body = std::move(written.body);
  RETURN_IF_ERROR(Authorise(provider, account, now, call));
  return call;
}

absl::StatusOr<ProviderCall> BedrockApi::Probe(const Provider& provider, const Account& account, std::string_view,
                                               TimePoint now) const {
  ProviderCall call;
  call.method = "GET";
  call.url = ControlUrl(provider) + "/foundation-models";
  RETURN_IF_ERROR(Authorise(provider, account, now, call));
  return call;
}

std::unique_ptr<Deframer> BedrockApi::NewDeframer() const {
  return std::make_unique<EventStreamDeframer>();
}

bool BedrockApi::IsStream(std::string_view content_type) const {
  return content_type.starts_with("application/vnd.amazon.eventstream");
}

}  // namespace signalbox::router::bedrock
