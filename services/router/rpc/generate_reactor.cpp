#include "services/router/rpc/generate_reactor.h"

#include <utility>

#include "common/rpc/convert.h"
#include "common/status/error.h"

namespace signalbox::router {
namespace {

// What may wait behind a write before the provider is told to pause.
constexpr std::size_t kMaxPendingBytes = 256 * 1024;

void Append(v1::GenerateEvent& to, v1::GenerateEvent&& from) {
  if (from.has_head()) *to.mutable_head() = std::move(*from.mutable_head());
  if (to.data().empty()) {
    *to.mutable_data() = std::move(*from.mutable_data());
  } else {
    to.mutable_data()->append(from.data());
  }
  if (from.has_tail()) *to.mutable_tail() = std::move(*from.mutable_tail());
}

}  // namespace

GenerateReactor* GenerateReactor::Start(grpc::CallbackServerContext& call, const RelayParts& parts) {
  const auto reactor = std::make_shared<GenerateReactor>(call, parts);
  reactor->self_ = reactor;
  reactor->StartRead(&reactor->incoming_);
  return reactor.get();
}

void GenerateReactor::Begin() {
  const auto relay = std::make_shared<Relay>(parts_, std::move(*incoming_.mutable_request()), rpc::ContextOf(call_),
                                             shared_from_this());
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    relay_ = relay;
    // Before the relay starts, because after the final status no operation may be started.
    StartRead(&incoming_);
  }
  relay->Start();
}

std::shared_ptr<Relay> GenerateReactor::relay() {
  const std::lock_guard lock(mutex_);
  return relay_;
}

void GenerateReactor::OnReadDone(bool ok) {
  const std::shared_ptr<Relay> running = relay();
  if (running) {
    // A caller that half-closes without a word still wants its answer.
    if (ok && incoming_.has_stop()) running->Stop();
    return;
  }
  if (ok && incoming_.has_request()) return Begin();
  Fail(Error(absl::StatusCode::kInvalidArgument, "", "the call must begin with a request"));
}

void GenerateReactor::Write(v1::GenerateEvent event) {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  Append(pending_, std::move(event));
  has_pending_ = true;
  if (!writing_) return Flush();
  if (!paused_ && !pending_.has_tail() && pending_.data().size() > kMaxPendingBytes) {
    paused_ = true;
    relay_->Pause();
  }
}

void GenerateReactor::Fail(const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  Close(rpc::ToGrpc(status));
}

void GenerateReactor::Flush() {
  std::swap(outgoing_, pending_);
  pending_.Clear();
  has_pending_ = false;
  writing_ = true;
  if (!outgoing_.has_tail()) return StartWrite(&outgoing_);
  closed_ = true;
  StartWriteAndFinish(&outgoing_, grpc::WriteOptions(), grpc::Status::OK);
}

void GenerateReactor::OnWriteDone(bool ok) {
  const std::lock_guard lock(mutex_);
  writing_ = false;
  if (!ok || cancelled_) return Close(grpc::Status::CANCELLED);  // OnCancel stops the relay.
  if (has_pending_) Flush();
  if (std::exchange(paused_, false)) relay_->Resume();
}

void GenerateReactor::OnCancel() {
  std::shared_ptr<Relay> running;
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
    running = relay_;
    // A write in flight ends soon, without success, and closes the call then.
    if (!writing_) Close(grpc::Status::CANCELLED);
  }
  if (running) running->Stop();
}

void GenerateReactor::OnDone() {
  // The relay may still wait for its transfer to end; whoever of the two goes last takes both away.
  const std::shared_ptr<GenerateReactor> self = std::move(self_);
  std::shared_ptr<Relay> relay;
  const std::lock_guard lock(mutex_);
  closed_ = true;
  relay = std::move(relay_);
}

void GenerateReactor::Close(const grpc::Status& status) {
  if (std::exchange(closed_, true)) return;
  Finish(status);
}

}  // namespace signalbox::router
