#pragma once

#include "services/router/domain/provider_rules.h"

namespace signalbox::router {

/// What the kinds of provider that this program speaks to ask of their configuration. Stateless; any thread.
///
///   openai             base_url (https://api.openai.com/v1)
///   anthropic          base_url (https://api.anthropic.com)
///   gemini             base_url (https://generativelanguage.googleapis.com)
///   azure              base_url of the resource; settings: api_version (2024-10-21), a version by date, "v1" or
///   "preview" openai_compatible  settings: preset, a name of presets.csv; or base_url; or both vertex settings:
///   project, location; base_url (the location's); key: a service account's JSON bedrock            settings: region;
///   base_url (the region's); key: ACCESS_KEY_ID:SECRET[:SESSION_TOKEN] or an API key
class KindRules final : public ProviderRules {
 public:
  absl::StatusOr<Provider> Complete(Provider provider) const override;
  absl::Status CheckSecret(const Provider& provider, std::string_view secret) const override;
};

}  // namespace signalbox::router
