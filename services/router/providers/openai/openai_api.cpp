#include "services/router/providers/openai/openai_api.h"

namespace signalbox::router::openai {

std::string OpenAiApi::GenerateUrl(const Provider& provider) const {
  return provider.base_url + "/chat/completions";
}

std::string OpenAiApi::ProbeUrl(const Provider& provider) const {
  return provider.base_url + "/models";
}

HttpHeaders OpenAiApi::RequestHeaders(const Account& account) const {
  HttpHeaders headers{{"content-type", "application/json"}, {"user-agent", "signalbox"}};
  if (!account.api_key.empty()) headers.emplace_back("authorization", "Bearer " + account.api_key);
  return headers;
}

}  // namespace signalbox::router::openai
