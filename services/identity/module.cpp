#include "services/identity/module.h"

#include <iostream>

#include "common/json/writer.h"
#include "common/status/macros.h"
#include "services/billing/client/billing_client.h"
#include "services/identity/domain/first_admin.h"
#include "services/identity/storage/migrations.h"

namespace signalbox::identity {
namespace {

constexpr std::chrono::seconds kBootstrapTimeout{30};

/// The ledger as billing serves it.
class BillingBook : public SpendBook {
 public:
  explicit BillingBook(std::shared_ptr<grpc::Channel> channel) : client_(std::move(channel)) {}

  absl::StatusOr<std::vector<KeyUse>> UseOf(const RequestContext& context,
                                            const std::vector<std::string>& key_ids) override {
    billing::v1::SumByKeyRequest request;
    request.mutable_key_ids()->Assign(key_ids.begin(), key_ids.end());
    return Ask(context, request);
  }

  absl::StatusOr<std::vector<KeyUse>> Largest(const RequestContext& context, int limit) override {
    billing::v1::SumByKeyRequest request;
    request.set_limit(limit);
    return Ask(context, request);
  }

 private:
  absl::StatusOr<std::vector<KeyUse>> Ask(const RequestContext& context, const billing::v1::SumByKeyRequest& request) {
    ASSIGN_OR_RETURN(const billing::v1::SumByKeyResponse response, client_.SumByKey(context, request));
    std::vector<KeyUse> uses;
    for (const billing::v1::KeySum& sum : response.sums()) {
      uses.push_back({sum.key_id(), sum.spend_nanos(), sum.total_tokens(), sum.requests()});
    }
    return uses;
  }

  billing::BillingClient client_;
};

std::string ShownOnce(const std::optional<FirstAdmin>& admin) {
  json::Writer writer;
  writer.BeginObject();
  if (admin) {
    writer.Key("admin_email").String(admin->email);
    writer.Key("admin_password").String(admin->password);
    writer.Key("admin_key").String(admin->admin_key);
  } else {
    writer.Key("already").Bool(true);
  }
  return writer.EndObject().Take();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Module>> Module::Create(config::Reader section, const app::Channels& channels) {
  ASSIGN_OR_RETURN(Config config, Config::Read(section));
  return std::make_unique<Module>(std::move(config), std::make_unique<BillingBook>(channels.To("billing")));
}

Module::Module(Config config, std::unique_ptr<SpendBook> book)
    : config_(std::move(config)),
      book_(std::move(book)),
      pool_(config_.postgres),
      secrets_(config_.pepper),
      key_store_(pool_),
      admin_store_(pool_),
      keys_(key_store_, secrets_, SystemNow),
      spending_(key_store_, *book_),
      authenticator_(key_store_, admin_store_, secrets_, SystemNow, config_.admin_key),
      logins_(admin_store_, secrets_, SystemNow),
      rpc_(keys_, spending_, authenticator_, logins_, hub_) {}

absl::Status Module::Migrate(config::Reader section) {
  ASSIGN_OR_RETURN(const Config config, Config::Read(section));
  return postgres::Migrate(config.postgres, kMigrations);
}

absl::Status Module::Bootstrap(config::Reader section) {
  ASSIGN_OR_RETURN(const Config config, Config::Read(section));
  postgres::Pool pool(config.postgres);
  RETURN_IF_ERROR(postgres::CheckSchema(pool, config.postgres, kMigrations));
  PgAdminStore store(pool);
  SodiumSecrets secrets(config.pepper);
  ASSIGN_OR_RETURN(
      const std::optional<FirstAdmin> admin,
      MakeFirstAdmin(RequestContext::Background(kBootstrapTimeout), store, secrets, SystemNow(), config.admin_email));
  std::cout << ShownOnce(admin) << std::endl;
  return absl::OkStatus();
}

void Module::Register(grpc::ServerBuilder& builder) {
  builder.RegisterService(&rpc_);
}

absl::Status Module::Start() {
  RETURN_IF_ERROR(postgres::CheckSchema(pool_, config_.postgres, kMigrations));
  feed_.emplace(config_.postgres, pool_, hub_);
  return absl::OkStatus();
}

absl::Status Module::Ready() const {
  return pool_.Ready();
}

void Module::Drain(std::chrono::steady_clock::time_point) {
  feed_.reset();
  hub_.Close();
}

}  // namespace signalbox::identity
