#include "gateway/inference/settle.h"

#include <atomic>
#include <memory>

#include "common/log/log.h"
#include "gateway/errors.h"
#include "gateway/inference/answer_memory.h"
#include "gateway/inference/session.h"

namespace signalbox::gateway {
namespace {

/// Writes under way; whoever ends last tells.
struct Pending {
  std::atomic<int> left{1};
  Settled settled;
  std::function<void(const Settled&)> done;

  void Arrive() {
    if (left.fetch_sub(1) == 1) done(settled);
  }
};

}  // namespace

void Settle(const InferenceServices& services, const RequestContext& context, billing::v1::Entry entry,
            ToRemember memories, std::function<void(const Settled&)> done) {
  auto pending = std::make_shared<Pending>();
  pending->done = std::move(done);
  pending->left += static_cast<int>(memories.turns.has_value()) + static_cast<int>(memories.answer.has_value());
  if (memories.turns) {
    Remember(*services.memory, context, *std::move(memories.turns),
             [pending, metrics = services.metrics](const absl::Status& status) {
               if (!status.ok()) metrics->CountSessionFailure("append");
               pending->settled.session = status;
               pending->Arrive();
             });
  }
  if (memories.answer) {
    KeepAnswer(*services.memory, context, *std::move(memories.answer),
               [pending, metrics = services.metrics](const absl::Status& status) {
                 if (!status.ok()) metrics->CountSessionFailure("keep");
                 pending->settled.answer = status;
                 pending->Arrive();
               });
  }
  const std::string entry_id = entry.entry_id();
  services.ledger->Append(std::move(entry),
                          [pending, entry_id, metrics = services.metrics](const absl::Status& status) {
                            if (!status.ok()) {
                              metrics->CountLedgerFailure();
                              log::Error("entry lost", {{"entry_id", entry_id}, {"error", Describe(status)}});
                            }
                            pending->settled.ledger = status;
                            pending->Arrive();
                          });
}

}  // namespace signalbox::gateway
