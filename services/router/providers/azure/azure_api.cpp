#include "services/router/providers/azure/azure_api.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/status/error.h"
#include "services/router/providers/call_headers.h"
#include "services/router/providers/openai_compatible/paths.h"
#include "services/router/providers/percent.h"

namespace signalbox::router::azure {
namespace {

std::string_view VersionOf(const Provider& provider) {
  const auto found = provider.settings.find("api_version");
  return found == provider.settings.end() ? std::string_view() : std::string_view(found->second);
}

bool IsDated(std::string_view version) {
  return version != "v1" && version != "preview";
}

/// The Responses API came with this preview; no dated version that is generally available has it.
bool HasResponses(std::string_view version) {
  return !IsDated(version) || (version.ends_with("-preview") && version >= "2025-03-01-preview");
}

/// The resource's address, whether or not it was copied with the API's path behind it.
std::string_view ResourceOf(const Provider& provider) {
  std::string_view url = provider.base_url;
  for (const std::string_view suffix : {"/v1", "/openai"}) {
    if (url.ends_with(suffix)) url.remove_suffix(suffix.size());
  }
  return url;
}

/// What is done by a deployment, whose name is part of the path.
bool IsOfDeployment(std::string_view path) {
  constexpr std::array<std::string_view, 8> kPaths{"/completions",          "/chat/completions",   "/embeddings",
                                                   "/audio/transcriptions", "/audio/translations", "/audio/speech",
                                                   "/images/edits",         "/images/generations"};
  return std::find(kPaths.begin(), kPaths.end(), path) != kPaths.end();
}

std::string UrlOf(const Provider& provider, std::string_view deployment, std::string_view path) {
  const std::string_view version = VersionOf(provider);
  std::string url(ResourceOf(provider));
  url += "/openai";
  if (!IsDated(version)) {
    url += "/v1";
  } else if (IsOfDeployment(path)) {
    url += "/deployments/";
    AppendPercentEncoded(url, deployment);
  }
  url += path;
  if (version == "v1") return url;
  url += "?api-version=";
  url += version;
  return url;
}

}  // namespace

absl::StatusOr<llm::v1::Dialect> AzureApi::DialectFor(const Provider& provider, const Question& question) const {
  return openai_compatible::DialectOf(question, {.responses = HasResponses(VersionOf(provider))});
}

absl::StatusOr<ProviderCall> AzureApi::Call(const Provider& provider, const Account& account, Written written,
                                            std::string_view, TimePoint) const {
  ProviderCall call;
  call.url = UrlOf(provider, written.upstream_model, openai_compatible::PathOf(written));
  call.headers = PlainHeaders(written);
  call.headers.emplace_back("api-key", account.api_key);
  call.body = std::move(written.body);
  return call;
}

absl::StatusOr<ProviderCall> AzureApi::Probe(const Provider& provider, const Account& account, std::string_view,
                                             TimePoint) const {
  ProviderCall call;
  call.method = "GET";
  call.url = UrlOf(provider, {}, "/models");
  call.headers = PlainHeaders();
  call.headers.emplace_back("api-key", account.api_key);
  return call;
}

}  // namespace signalbox::router::azure
