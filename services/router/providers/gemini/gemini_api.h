#pragma once

#include "services/router/domain/provider_api.h"

namespace signalbox::router::gemini {

inline constexpr std::string_view kKind = "gemini";

/// Google's Gemini API. Its address may end in the version ("/v1beta", "/v1"); else it is v1beta. Stateless; any
/// thread.
class GeminiApi final : public ProviderApi {
 public:
  absl::StatusOr<llm::v1::Dialect> DialectFor(const Provider& provider, const Question& question) const override;
  absl::StatusOr<ProviderCall> Call(const Provider& provider, const Account& account, Written written,
                                    std::string_view token, TimePoint now) const override;
  absl::StatusOr<ProviderCall> Probe(const Provider& provider, const Account& account, std::string_view token,
                                     TimePoint now) const override;
};

}  // namespace signalbox::router::gemini
