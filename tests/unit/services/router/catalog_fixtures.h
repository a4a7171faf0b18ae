#pragma once

#include <string>

#include "services/router/domain/catalog.h"
#include "services/router/domain/provider_api.h"
#include "services/router/domain/snapshot.h"

namespace signalbox::router::testing {

inline constexpr TimePoint kNow{std::chrono::seconds(1'700'000'000)};

inline Provider MakeProvider(const std::string& name, Origin origin = Origin::kFile) {
  return {name, "openai", "https://" + name + ".example/v1", false, origin, kNow, std::nullopt};
}

inline Account MakeAccount(const std::string& provider, const std::string& name, Origin origin = Origin::kFile) {
  return {"account-" + provider + "-" + name, provider, name, "sk-" + name, true, origin};
}

inline Deployment MakeDeployment(const std::string& model, const std::string& provider, int weight = 1,
                                 Origin origin = Origin::kFile) {
  return {"deployment-" + model + "-" + provider,         model,  provider, "up-" + model,
          {.weight = static_cast<std::uint32_t>(weight)}, origin, kNow};
}

/// Addresses that show where they come from.
class PlainApi final : public ProviderApi {
 public:
  absl::StatusOr<llm::v1::Dialect> DialectFor(const Provider&, const Question& question) const override {
    return question.caller;
  }
  absl::StatusOr<ProviderCall> Call(const Provider& provider, const Account& account, Written written, std::string_view,
                                    TimePoint) const override {
    return ProviderCall{"POST", provider.base_url + "/generate", {{"key", account.api_key}}, std::move(written.body)};
  }
  absl::StatusOr<ProviderCall> Probe(const Provider& provider, const Account& account, std::string_view,
                                     TimePoint) const override {
    return ProviderCall{"GET", provider.base_url + "/probe", {{"key", account.api_key}}, {}};
  }
};

inline const ProviderApi* PlainApiOf(std::string_view kind) {
  static const PlainApi api;
  return kind == "openai" ? &api : nullptr;
}

/// With what is known of nobody yet, unless `live` is given.
inline std::shared_ptr<const Snapshot> MakeSnapshot(Catalog catalog, const Timers& timers = {},
                                                    LiveTable* live = nullptr) {
  LiveTable fresh;
  return *Snapshot::Build(std::move(catalog), timers, PlainApiOf, live ? *live : fresh);
}

}  // namespace signalbox::router::testing
