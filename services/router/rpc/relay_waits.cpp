// How a relay waits without holding a thread: for tokens, and before a target is asked once more.

#include <algorithm>
#include <chrono>
#include <utility>

#include "services/router/rpc/relay.h"

namespace signalbox::router {
namespace {

// Never none at all, so that the alarm cannot go off while it is set.
constexpr std::chrono::milliseconds kShortestPause{1};

}  // namespace

bool Relay::BeginWait() {
  const std::lock_guard lock(transfer_mutex_);
  awaits_token_ = !stopped_;
  return awaits_token_;
}

void Relay::AwaitToken(Written written) {
  const Endpoint& endpoint = *attempt_->target().endpoint;  // Before the wait: Stop() may take the attempt away.
  if (!BeginWait()) return FinishUntried();
  // Shared only because std::function copies what it holds.
  const auto waiting = std::make_shared<Written>(std::move(written));
  parts_.tokens.Get(endpoint.provider, endpoint.account,
                    [relay = shared_from_this(), waiting](const absl::StatusOr<std::string>& token) {
                      relay->OnToken(std::move(*waiting), token);
                    });
}

void Relay::OnToken(Written written, const absl::StatusOr<std::string>& token) {
  {
    const std::lock_guard lock(transfer_mutex_);
    if (!std::exchange(awaits_token_, false)) return;
  }
  if (!token.ok()) return FailToAsk(token.status());
  Call(std::move(written), *token);
}

void Relay::AskAgain() {
  const auto pause = itinerary_->PauseBeforeRepeat(SystemNow());
  if (!pause || *pause >= TimeLeft()) return FinishUnanswered();
  {
    const std::lock_guard lock(transfer_mutex_);
    awaits_repeat_ = !stopped_;
    if (awaits_repeat_) {
      alarm_ = std::make_shared<grpc::Alarm>();
      alarm_->Set(
          std::chrono::system_clock::now() + std::max(*pause, kShortestPause),
          [relay = shared_from_this(), begun = std::chrono::steady_clock::now()](bool) { relay->OnPauseOver(begun); });
      return;
    }
  }
  FinishUntried();
}

void Relay::OnPauseOver(Time begun) {
  {
    const std::lock_guard lock(transfer_mutex_);
    alarm_.reset();  // It holds this relay.
    if (!std::exchange(awaits_repeat_, false)) return;
  }
  record_.AddWait(std::chrono::steady_clock::now() - begun);
  const std::optional<Target> target = itinerary_->Repeat(SystemNow());
  if (!target) return TryNext();  // Its breaker has opened; there may be others.
  absl::StatusOr<Inquiry> inquiry = task_->Ask(*target);
  if (!inquiry.ok()) {
    Skip(inquiry.status());
    return TryNext();
  }
  Ask(*target, *std::move(inquiry));
}

}  // namespace signalbox::router
