#pragma once

#include <string_view>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "services/router/domain/catalog.h"

namespace signalbox::router {

/// What the kinds of provider ask of their configuration. Stateless; any thread.
class ProviderRules {
 public:
  virtual ~ProviderRules() = default;

  /// The provider with all that its kind knows by itself: an empty kind is "openai", an empty base URL the kind's, an
  /// absent setting its default.
  /// Errors: kInvalidArgument saying what is wrong and what to write instead; its metadata names the `field`:
  /// "kind", "base_url" or "settings.<name>".
  virtual absl::StatusOr<Provider> Complete(Provider provider) const = 0;

  /// Whether an account of this provider may hold `secret`. Errors: kInvalidArgument, never repeating it.
  virtual absl::Status CheckSecret(const Provider& provider, std::string_view secret) const = 0;
};

}  // namespace signalbox::router
