#include "services/memory/module.h"

#include "common/status/macros.h"
#include "services/memory/rpc/turn_facts.h"
#include "services/memory/storage/migrations.h"

namespace signalbox::memory {

absl::StatusOr<Config> Config::Read(config::Reader& section) {
  Config config;
  config.postgres.schema = Module::kName;
  section.GetMap("postgres", [&](config::Reader& map) { config.postgres.Read(map); });
  section.GetSecret("sealing_key", config.sealing_key);
  section.Get("window_tokens", config.limits.window_tokens, 1, kMaxWindowTokens);
  section.Get("max_message_bytes", config.limits.max_message_bytes, 1024, kMaxReadBytes);
  section.Get("max_session_messages", config.limits.max_session_messages, kMaxTurnsPerAppend, 1'000'000);
  if (const auto sealer = crypto::Sealer::Create(config.sealing_key); !sealer.ok()) {
    section.Fail("sealing_key", "must be 32 bytes as 43 base64url characters");
  }
  RETURN_IF_ERROR(section.Done());
  return config;
}

absl::StatusOr<std::unique_ptr<Module>> Module::Create(config::Reader section, const app::Channels&) {
  ASSIGN_OR_RETURN(Config config, Config::Read(section));
  ASSIGN_OR_RETURN(crypto::Sealer sealer, crypto::Sealer::Create(config.sealing_key));
  return std::unique_ptr<Module>(new Module(std::move(config), std::move(sealer)));
}

Module::Module(Config config, crypto::Sealer sealer)
    : config_(std::move(config)),
      pool_(config_.postgres),
      store_(pool_, std::move(sealer)),
      memory_(store_, ReadFacts, SystemNow, config_.limits),
      rpc_(memory_) {}

absl::Status Module::Migrate(config::Reader section) {
  ASSIGN_OR_RETURN(const Config config, Config::Read(section));
  return postgres::Migrate(config.postgres, kMigrations);
}

void Module::Register(grpc::ServerBuilder& builder) {
  builder.RegisterService(&rpc_);
}

absl::Status Module::Start() {
  return postgres::CheckSchema(pool_, config_.postgres, kMigrations);
}

absl::Status Module::Ready() const {
  return pool_.Ready();
}

}  // namespace signalbox::memory
