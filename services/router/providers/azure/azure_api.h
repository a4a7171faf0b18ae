#pragma once

#include "services/router/domain/provider_api.h"

namespace signalbox::router::azure {

/// Azure OpenAI. With a version by date a model is a deployment and stands in the path; with "v1" and "preview" the API
/// is OpenAI's own below /openai/v1. Stateless; any thread.
class AzureApi final : public ProviderApi {
 public:
  absl::StatusOr<llm::v1::Dialect> DialectFor(const Provider& provider, const Question& question) const override;
  absl::StatusOr<ProviderCall> Call(const Provider& provider, const Account& account, Written written,
                                    std::string_view token, TimePoint now) const override;
  absl::StatusOr<ProviderCall> Probe(const Provider& provider, const Account& account, std::string_view token,
                                     TimePoint now) const override;
};

}  // namespace signalbox::router::azure
