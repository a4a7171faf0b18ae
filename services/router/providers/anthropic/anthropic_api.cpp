#include "services/router/providers/anthropic/anthropic_api.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/status/error.h"
#include "services/router/providers/call_headers.h"

namespace signalbox::router::anthropic {
namespace {

constexpr char kVersionHeader[] = "anthropic-version";
constexpr char kVersion[] = "2023-06-01";

std::string UrlOf(const Provider& provider, std::string_view path) {
  constexpr std::string_view kV1 = "/v1";
  std::string_view base = provider.base_url;
  if (base.ends_with(kV1)) base.remove_suffix(kV1.size());
  std::string url(base);
  url += path;
  return url;
}

bool Has(const HttpHeaders& headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; });
}

HttpHeaders WithKey(const Account& account, HttpHeaders headers) {
  if (!account.api_key.empty()) headers.emplace_back("x-api-key", account.api_key);
  if (!Has(headers, kVersionHeader)) headers.emplace_back(kVersionHeader, kVersion);
  return headers;
}

}  // namespace

absl::StatusOr<llm::v1::Dialect> AnthropicApi::DialectFor(const Provider&, const Question& question) const {
  if (question.operation == llm::v1::GENERATE || question.operation == llm::v1::COUNT_TOKENS) {
    return llm::v1::ANTHROPIC_MESSAGES;
  }
  return Error(absl::StatusCode::kUnimplemented, "", "Anthropic has no such operation");
}

absl::StatusOr<ProviderCall> AnthropicApi::Call(const Provider& provider, const Account& account, Written written,
                                                std::string_view, TimePoint) const {
  HttpHeaders headers = WithKey(account, PlainHeaders(written));
  const bool count = written.operation == llm::v1::COUNT_TOKENS;
  return ProviderCall{"POST", UrlOf(provider, count ? "/v1/messages/count_tokens" : "/v1/messages"), std::move(headers),
                      std::move(written.body)};
}

absl::StatusOr<ProviderCall> AnthropicApi::Probe(const Provider& provider, const Account& account, std::string_view,
                                                 TimePoint) const {
  return ProviderCall{"GET", UrlOf(provider, "/v1/models"), WithKey(account, PlainHeaders()), {}};
}

}  // namespace signalbox::router::anthropic
