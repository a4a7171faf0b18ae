#include "services/router/providers/openai/openai_api.h"

#include <utility>

#include "common/status/error.h"

namespace signalbox::router::openai {
namespace {

HttpHeaders HeadersFor(const Account& account) {
  HttpHeaders headers{{"content-type", "application/json"}, {"user-agent", "signalbox"}};
  if (!account.api_key.empty()) headers.emplace_back("authorization", "Bearer " + account.api_key);
  return headers;
}

}  // namespace

absl::StatusOr<llm::v1::Dialect> OpenAiApi::DialectFor(const Provider&, const Question& question) const {
  if (question.operation == llm::v1::GENERATE) return llm::v1::OPENAI_CHAT;
  return Error(absl::StatusCode::kUnimplemented, "", "this provider cannot do that");
}

absl::StatusOr<ProviderCall> OpenAiApi::Call(const Provider& provider, const Account& account, Written written,
                                             std::string_view, TimePoint) const {
  return ProviderCall{"POST", provider.base_url + "/chat/completions", HeadersFor(account), std::move(written.body)};
}

absl::StatusOr<ProviderCall> OpenAiApi::Probe(const Provider& provider, const Account& account, std::string_view,
                                              TimePoint) const {
  return ProviderCall{"GET", provider.base_url + "/models", HeadersFor(account), {}};
}

}  // namespace signalbox::router::openai
