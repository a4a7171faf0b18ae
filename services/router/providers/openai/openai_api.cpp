#include "services/router/providers/openai/openai_api.h"

#include <string>
#include <utility>

#include "common/status/error.h"
#include "services/router/providers/call_headers.h"
#include "services/router/providers/openai/models.h"

namespace signalbox::router::openai {
namespace {

HttpHeaders WithKey(const Account& account, HttpHeaders headers) {
  if (!account.api_key.empty()) headers.emplace_back("authorization", "Bearer " + account.api_key);
  return headers;
}

std::string_view PathOf(const Written& written) {
  if (written.operation == llm::v1::EMBED) return "/embeddings";
  if (written.operation == llm::v1::FORWARD) return written.forward_path;
  if (written.dialect == llm::v1::OPENAI_COMPLETIONS) return "/completions";
  return written.dialect == llm::v1::OPENAI_RESPONSES ? "/responses" : "/chat/completions";
}

llm::v1::Dialect DialectToGenerateIn(const Question& question) {
  if (IsCompletionModel(question.upstream_model)) return llm::v1::OPENAI_COMPLETIONS;
  return question.caller == llm::v1::OPENAI_RESPONSES ? llm::v1::OPENAI_RESPONSES : llm::v1::OPENAI_CHAT;
}

}  // namespace

absl::StatusOr<llm::v1::Dialect> OpenAiApi::DialectFor(const Provider&, const Question& question) const {
  switch (question.operation) {
    case llm::v1::GENERATE:
      return DialectToGenerateIn(question);
    case llm::v1::EMBED:
      return llm::v1::OPENAI_CHAT;
    case llm::v1::FORWARD:
      return question.caller;
    default:
      return Error(absl::StatusCode::kUnimplemented, "", "OpenAI has no such operation");
  }
}

absl::StatusOr<ProviderCall> OpenAiApi::Call(const Provider& provider, const Account& account, Written written,
                                             std::string_view, TimePoint) const {
  std::string url = provider.base_url;
  url += PathOf(written);
  HttpHeaders headers = WithKey(account, PlainHeaders(written));
  return ProviderCall{"POST", std::move(url), std::move(headers), std::move(written.body)};
}

absl::StatusOr<ProviderCall> OpenAiApi::Probe(const Provider& provider, const Account& account, std::string_view,
                                              TimePoint) const {
  return ProviderCall{"GET", provider.base_url + "/models", WithKey(account, PlainHeaders()), {}};
}

}  // namespace signalbox::router::openai
