#pragma once

#include "services/router/domain/provider_api.h"

namespace signalbox::router::bedrock {

/// AWS Bedrock through Converse and ConverseStream, which answers in AWS's own event stream. Stateless; any thread.
class BedrockApi final : public ProviderApi {
 public:
  absl::StatusOr<llm::v1::Dialect> DialectFor(const Provider& provider, const Question& question) const override;
  absl::StatusOr<ProviderCall> Call(const Provider& provider, const Account& account, Written written,
                                    std::string_view token, TimePoint now) const override;
  absl::StatusOr<ProviderCall> Probe(const Provider& provider, const Account& account, std::string_view token,
                                     TimePoint now) const override;
  std::unique_ptr<Deframer> NewDeframer() const override;
  bool IsStream(std::string_view content_type) const override;
};

}  // namespace signalbox::router::bedrock
