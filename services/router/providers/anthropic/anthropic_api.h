#pragma once

#include "services/router/domain/provider_api.h"

namespace signalbox::router::anthropic {

inline constexpr std::string_view kKind = "anthropic";

/// Anthropic's own API, and whoever speaks it: Messages and its token count. Stateless; any thread.
///
/// The version is the caller's, where the caller speaks Anthropic's dialect and names one, else 2023-06-01. A base URL
/// may end in /v1 or not.
class AnthropicApi final : public ProviderApi {
 public:
  absl::StatusOr<llm::v1::Dialect> DialectFor(const Provider& provider, const Question& question) const override;
  absl::StatusOr<ProviderCall> Call(const Provider& provider, const Account& account, Written written,
                                    std::string_view token, TimePoint now) const override;
  absl::StatusOr<ProviderCall> Probe(const Provider& provider, const Account& account, std::string_view token,
                                     TimePoint now) const override;
};

}  // namespace signalbox::router::anthropic
