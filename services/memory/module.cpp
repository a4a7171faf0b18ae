#include "services/memory/module.h"

#include "common/status/macros.h"
#include "services/memory/rpc/turn_facts.h"
#include "services/memory/storage/migrations.h"

namespace signalbox::memory {
namespace {

constexpr std::chrono::hours kLeastAnswerTtl{1};
constexpr std::chrono::hours kMostAnswerTtl{10 * 365 * 24};

}  // namespace

absl::StatusOr<Config> Config::Read(config::Reader& section) {
  Config config;
  config.postgres.schema = Module::kName;
  section.GetMap("postgres", [&](config::Reader& map) { config.postgres.Read(map); });
  section.GetSecret("sealing_key", config.sealing_key);
  section.Get("window_tokens", config.limits.window_tokens, 1, kMaxWindowTokens);
  section.Get("max_message_bytes", config.limits.max_message_bytes, 1024, kMaxReadBytes);
  config.answers.window_tokens = config.limits.window_tokens;
  section.Get("max_answer_bytes", config.answers.max_answer_bytes, 1024, kMaxReadBytes);
  section.Get("answer_ttl", config.answers.time_to_live, kLeastAnswerTtl, kMostAnswerTtl);
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
      session_store_(pool_, sealer),
      answer_store_(pool_, std::move(sealer)),
      sessions_(session_store_, ReadFacts, SystemNow, config_.limits),
      answers_(answer_store_, ReadFacts, SystemNow, config_.answers),
      sweep_(answer_store_, SystemNow),
      rpc_(sessions_, answers_) {}

absl::Status Module::Migrate(config::Reader section) {
  ASSIGN_OR_RETURN(const Config config, Config::Read(section));
  return postgres::Migrate(config.postgres, kMigrations);
}

void Module::Register(grpc::ServerBuilder& builder) {
  builder.RegisterService(&rpc_);
}

absl::Status Module::Start() {
  RETURN_IF_ERROR(postgres::CheckSchema(pool_, config_.postgres, kMigrations));
  sweep_.Start();
  return absl::OkStatus();
}

absl::Status Module::Ready() const {
  return pool_.Ready();
}

}  // namespace signalbox::memory
