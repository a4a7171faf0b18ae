#include "services/router/client/outgoing_generate.h"

#include <utility>

#include "common/rpc/convert.h"
#include "common/status/error.h"

namespace signalbox::router {

OutgoingGenerate::OutgoingGenerate(v1::GenerateRequest request, std::shared_ptr<GenerateObserver> observer)
    : observer_(std::move(observer)) {
  *outgoing_.mutable_request() = std::move(request);
}

void OutgoingGenerate::Start(v1::RouterService::Stub& stub, const RequestContext& context) {
  self_ = shared_from_this();
  if (context.deadline) {
    refused_ = rpc::PrepareCall(context, call_);
  } else {
    rpc::PrepareStream(context, call_);
  }
  call_.set_initial_metadata_corked(true);  // One packet less: the request travels with the headers.
  stub.async()->Generate(&call_, this);
  AddHold();
  StartWrite(&outgoing_);
  StartRead(&event_);
  // The observer hears of a refusal as of any other end: on gRPC's thread, after Generate returned.
  if (!refused_.ok()) call_.TryCancel();
  StartCall();
  ForgetRequest();
}

// gRPC has written it by now, and while it is on its way one copy of a large body is enough.
void OutgoingGenerate::ForgetRequest() {
  const std::lock_guard lock(mutex_);
  if (outgoing_.has_request()) v1::GenerateRequest().Swap(outgoing_.mutable_request());  // Clear() keeps the memory.
}

void OutgoingGenerate::Next() {
  const std::lock_guard lock(mutex_);
  if (!held_ || reading_) return;
  reading_ = true;
  event_.Clear();
  StartRead(&event_);
}

void OutgoingGenerate::Stop() {
  const std::lock_guard lock(mutex_);
  if (!held_ || stop_wanted_) return;
  stop_wanted_ = true;
  if (!writing_) SendStop();
}

void OutgoingGenerate::Cancel() {
  const std::lock_guard lock(mutex_);
  if (!held_) return;
  cancelled_ = true;
  call_.TryCancel();
  if (!reading_) ReleaseHold();
}

void OutgoingGenerate::OnReadDone(bool ok) {
  if (TakeEvent(ok)) observer_->OnEvent(event_);
}

bool OutgoingGenerate::TakeEvent(bool ok) {
  const std::lock_guard lock(mutex_);
  reading_ = false;
  const bool deliver = ok && !cancelled_;
  if (deliver) tail_arrived_ = event_.has_tail();
  if (!deliver || tail_arrived_) ReleaseHold();
  return deliver;
}

void OutgoingGenerate::OnWriteDone(bool ok) {
  const std::lock_guard lock(mutex_);
  const bool was_request = outgoing_.has_request();
  writing_ = false;
  if (ok && was_request && stop_wanted_ && held_) SendStop();
}

void OutgoingGenerate::OnDone(const grpc::Status& status) {
  // Taken out first: the observer may drop the last handle, or be the last to hold whoever dropped it.
  const std::shared_ptr<OutgoingGenerate> self = std::move(self_);
  absl::Status result = refused_;
  if (result.ok() && !tail_arrived_) result = rpc::FromGrpc(status);
  if (result.ok() && !tail_arrived_) {
    result = Error(absl::StatusCode::kInternal, "", "the router ended a call without a tail");
  }
  const std::shared_ptr<GenerateObserver> observer = std::move(observer_);
  observer->OnDone(result);
}

void OutgoingGenerate::SendStop() {
  writing_ = true;
  outgoing_.mutable_stop();
  StartWrite(&outgoing_);
}

void OutgoingGenerate::ReleaseHold() {
  if (!std::exchange(held_, false)) return;
  RemoveHold();
}

}  // namespace signalbox::router
