#include "services/health/rpc/provider_gauges.h"

#include "common/metrics/metrics.h"

namespace signalbox::health {
namespace {

struct Tally {
  double checked = 0;
  double healthy = 0;
};

std::map<std::string, Tally> TallyByProvider(const std::vector<AccountHealth>& accounts) {
  std::map<std::string, Tally> tallies;
  for (const AccountHealth& health : accounts) {
    if (!health.account.enabled || !health.last) continue;
    Tally& tally = tallies[health.account.provider];
    tally.checked += 1;
    tally.healthy += health.last->healthy ? 1 : 0;
  }
  return tallies;
}

}  // namespace

ProviderGauges::ProviderGauges()
    : family_(metrics::Gauge("signalbox_provider_health", "Share of a provider's accounts that are healthy.")) {}

void ProviderGauges::Show(const std::vector<AccountHealth>& accounts) {
  const std::map<std::string, Tally> tallies = TallyByProvider(accounts);
  std::erase_if(gauges_, [&](const auto& entry) {
    if (tallies.contains(entry.first)) return false;
    family_.Remove(entry.second);
    return true;
  });
  for (const auto& [provider, tally] : tallies) {
    prometheus::Gauge*& gauge = gauges_[provider];
    if (!gauge) gauge = &family_.Add({{"provider", provider}});
    gauge->Set(tally.healthy / tally.checked);
  }
}

}  // namespace signalbox::health
