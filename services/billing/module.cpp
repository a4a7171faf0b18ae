#include "services/billing/module.h"

#include <fstream>
#include <mutex>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "common/log/log.h"
#include "common/metrics/metrics.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/billing/domain/ledger.h"
#include "services/billing/rates/shipped.h"
#include "services/billing/rpc/billing_rpc.h"
#include "services/billing/storage/migrations.h"
#include "services/billing/storage/partitions.h"
#include "services/billing/storage/pg_ledger.h"
#include "services/billing/storage/pg_rate_store.h"
#include "services/billing/storage/upkeep.h"

namespace signalbox::billing {
namespace {

constexpr std::chrono::seconds kStartTimeout{30};

/// Counts and logs what people should know about the ledger.
class Alarms : public LedgerObserver {
 public:
  void Unpriced(const LedgerEntry& entry) override {
    unpriced_.Increment();
    const std::scoped_lock lock(mutex_);
    // Once a model is enough, and callers cannot make the set grow without end.
    if (warned_.size() >= kMaxWarned || !warned_.emplace(entry.provider, entry.upstream_model).second) return;
    log::Warn("billing: no rate card knows this model; its requests cost 0",
              {{"model", entry.model}, {"upstream_model", entry.upstream_model}, {"provider", entry.provider}});
  }

  void Quarantined(const LedgerEntry& entry) override {
    quarantined_.Increment();
    log::Error("billing: usage that cannot be true was quarantined", {{"entry_id", entry.entry_id},
                                                                      {"request_id", entry.request_id},
                                                                      {"provider", entry.provider},
                                                                      {"reported", entry.reported_usage}});
  }

 private:
  static constexpr std::size_t kMaxWarned = 1'000;

  prometheus::Counter& unpriced_ =
      metrics::Counter("signalbox_billing_unpriced_total", "Entries with tokens that no rate card prices.").Add({});
  prometheus::Counter& quarantined_ =
      metrics::Counter("signalbox_billing_quarantined_total", "Entries whose reported usage could not be true.")
          .Add({});
  std::mutex mutex_;  // Guards warned_.
  std::set<std::pair<std::string, std::string>> warned_;
};

absl::StatusOr<RateCard> ReadCard(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    return Error(absl::StatusCode::kInvalidArgument, "", fmt::format("billing.rate_card: {} cannot be read", path));
  }
  std::ostringstream text;
  text << file.rdbuf();
  return ParseRateCard(path, text.str());
}

/// The cards in force, those that win first.
absl::StatusOr<std::vector<RateCard>> CardsOf(const Config& config) {
  std::vector<RateCard> cards;
  if (!config.rate_card.empty()) {
    ASSIGN_OR_RETURN(RateCard own, ReadCard(config.rate_card));
    cards.push_back(std::move(own));
  }
  ASSIGN_OR_RETURN(RateCard shipped, ParseRateCard(std::string(kShippedCardName), std::string(kShippedCardText)));
  cards.push_back(std::move(shipped));
  return cards;
}

}  // namespace

struct Module::Parts {
  Parts(Config given, std::vector<RateCard> read) : config(std::move(given)), cards(std::move(read)) {}

  absl::Status PublishRates() {
    std::vector<RateCard> loaded;
    for (RateCard& card : cards) {
      ASSIGN_OR_RETURN(RateCard with_ids, rate_store.Load(RequestContext::Background(kStartTimeout), std::move(card)));
      loaded.push_back(std::move(with_ids));
    }
    rates.Publish(RateTable(std::move(loaded)));
    return absl::OkStatus();
  }

  const Config config;
  std::vector<RateCard> cards;  // Until Start() has published them.
  postgres::Pool pool{config.postgres};
  Partitions partitions{pool};
  PgLedger store{pool, partitions};
  PgRateStore rate_store{pool};
  RateBook rates;
  Alarms alarms;
  Ledger ledger{store, rates, alarms, SystemNow};
  BillingRpc rpc{ledger};
  Upkeep upkeep{partitions, store, SystemNow};
};

absl::StatusOr<std::unique_ptr<Module>> Module::Create(config::Reader section, const app::Channels&) {
  Config config;
  config.Read(section);
  RETURN_IF_ERROR(section.Done());
  ASSIGN_OR_RETURN(std::vector<RateCard> cards, CardsOf(config));
  return std::unique_ptr<Module>(new Module(std::make_unique<Parts>(std::move(config), std::move(cards))));
}

absl::Status Module::Migrate(config::Reader section) {
  Config config;
  config.Read(section);
  RETURN_IF_ERROR(section.Done());
  return postgres::Migrate(config.postgres, kMigrations);
}

Module::Module(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Module::~Module() = default;

void Module::Register(grpc::ServerBuilder& builder) {
  builder.RegisterService(&parts_->rpc);
}

absl::Status Module::Start() {
  RETURN_IF_ERROR(postgres::CheckSchema(parts_->pool, parts_->config.postgres, kMigrations));
  RETURN_IF_ERROR(parts_->PublishRates());
  return parts_->upkeep.Start();
}

absl::Status Module::Ready() const {
  return parts_->pool.Ready();
}

}  // namespace signalbox::billing
