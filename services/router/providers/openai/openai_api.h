#pragma once

#include "services/router/domain/provider_api.h"

namespace signalbox::router::openai {

inline constexpr std::string_view kKind = "openai";

/// OpenAI's own API and everything compatible with it. Stateless; any thread.
class OpenAiApi final : public ProviderApi {
 public:
  std::string GenerateUrl(const Provider& provider) const override;
  std::string ProbeUrl(const Provider& provider) const override;
  HttpHeaders RequestHeaders(const Account& account) const override;
};

}  // namespace signalbox::router::openai
