#pragma once

#include "services/router/domain/provider_api.h"

namespace signalbox::router::openai {

inline constexpr std::string_view kKind = "openai";

/// OpenAI's own API. Speaks chat, Responses and embeddings, completions with the models made for them, and is sent on
/// whatever it has besides. Stateless; any thread.
class OpenAiApi final : public ProviderApi {
 public:
  absl::StatusOr<llm::v1::Dialect> DialectFor(const Provider& provider, const Question& question) const override;
  absl::StatusOr<ProviderCall> Call(const Provider& provider, const Account& account, Written written,
                                    std::string_view token, TimePoint now) const override;
  absl::StatusOr<ProviderCall> Probe(const Provider& provider, const Account& account, std::string_view token,
                                     TimePoint now) const override;
};

}  // namespace signalbox::router::openai
