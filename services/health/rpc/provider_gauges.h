#pragma once

#include <map>
#include <string>
#include <vector>

#include <prometheus/family.h>
#include <prometheus/gauge.h>

#include "services/health/domain/board.h"

namespace signalbox::health {

/// Shows each provider's health to Prometheus: `signalbox_provider_health{provider}` is the share, 0 to 1, of its
/// enabled accounts whose last check was good; there is no series before the first check. One thread.
class ProviderGauges {
 public:
  ProviderGauges();

  /// Takes over the state of all accounts; series of providers that are gone go with them.
  void Show(const std::vector<AccountHealth>& accounts);

 private:
  prometheus::Family<prometheus::Gauge>& family_;
  std::map<std::string, prometheus::Gauge*> gauges_;
};

}  // namespace signalbox::health
