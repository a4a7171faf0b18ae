#pragma once

#include "services/router/domain/provider_api.h"

namespace signalbox::router::vertex {

/// Claude and Gemini on Google's Vertex AI. Stateless; any thread.
class VertexApi final : public ProviderApi {
 public:
  absl::StatusOr<llm::v1::Dialect> DialectFor(const Provider& provider, const Question& question) const override;
  absl::StatusOr<ProviderCall> Call(const Provider& provider, const Account& account, Written written,
                                    std::string_view token, TimePoint now) const override;
  absl::StatusOr<ProviderCall> Probe(const Provider& provider, const Account& account, std::string_view token,
                                     TimePoint now) const override;
  bool NeedsToken(const Account&) const override { return true; }
};

}  // namespace signalbox::router::vertex
