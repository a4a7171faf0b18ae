#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/router/domain/catalog.h"

namespace signalbox::router {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// How a kind of provider is addressed. Stateless; any thread.
class ProviderApi {
 public:
  virtual ~ProviderApi() = default;

  virtual std::string GenerateUrl(const Provider& provider) const = 0;

  /// Lists models: needs the key and costs nothing.
  virtual std::string ProbeUrl(const Provider& provider) const = 0;

  /// What every request carries; with the account's secret.
  virtual HttpHeaders RequestHeaders(const Account& account) const = 0;
};

}  // namespace signalbox::router
