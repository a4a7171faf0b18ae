#pragma once

#include <memory>
#include <string_view>

#include "common/app/module.h"
#include "common/postgres/pool.h"
#include "services/memory/config.h"
#include "services/memory/domain/answer_memory.h"
#include "services/memory/domain/conversation_memory.h"
#include "services/memory/rpc/memory_rpc.h"
#include "services/memory/storage/answer_sweep.h"
#include "services/memory/storage/pg_answer_store.h"
#include "services/memory/storage/pg_session_store.h"

namespace signalbox::memory {

/// Remembers conversations and answers. A leaf: calls no other service.
class Module : public app::Module {
 public:
  static constexpr std::string_view kName = "memory";

  static absl::StatusOr<std::unique_ptr<Module>> Create(config::Reader section, const app::Channels& channels);
  static absl::Status Migrate(config::Reader section);

  void Register(grpc::ServerBuilder& builder) override;
  absl::Status Start() override;
  absl::Status Ready() const override;

 private:
  Module(Config config, crypto::Sealer sealer);

  Config config_;
  postgres::Pool pool_;
  PgSessionStore session_store_;
  PgAnswerStore answer_store_;
  ConversationMemory sessions_;
  AnswerMemory answers_;
  AnswerSweep sweep_;
  MemoryRpc rpc_;
};

}  // namespace signalbox::memory
