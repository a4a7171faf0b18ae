#include "gateway/inference/settle.h"

#include <atomic>
#include <memory>

#include "common/log/log.h"
#include "gateway/errors.h"
#include "gateway/inference/session.h"

namespace signalbox::gateway {
namespace {

/// Two writes under way; whoever ends last tells.
struct Pending {
  std::atomic<int> left{2};
  Settled settled;
  std::function<void(const Settled&)> done;

  void Arrive() {
    if (left.fetch_sub(1) == 1) done(settled);
  }
};

}  // namespace

void Settle(const InferenceServices& services, const RequestContext& context, billing::v1::Entry entry,
            std::optional<memory::v1::AppendRequest> turns, std::function<void(const Settled&)> done) {
  auto pending = std::make_shared<Pending>();
  pending->done = std::move(done);
  if (turns) {
    Remember(*services.memory, context, *std::move(turns),
             [pending, metrics = services.metrics](const absl::Status& status) {
               if (!status.ok()) metrics->CountSessionFailure("append");
               pending->settled.session = status;
               pending->Arrive();
             });
  } else {
    pending->left = 1;
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
