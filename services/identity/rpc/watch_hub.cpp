#include "services/identity/rpc/watch_hub.h"

namespace signalbox::identity {

WatchHub::WatchHub()
    : open_streams_(metrics::Gauge("signalbox_identity_watchers", "Gateways that listen to changes of keys.").Add({})) {
}

grpc::ServerWriteReactor<v1::WatchResponse>* WatchHub::Watch(grpc::CallbackServerContext& call) {
  auto* watcher = new Watcher(call, [this](Watcher* done) { Remove(done); });
  const std::scoped_lock lock(mutex_);
  if (const grpc::Status refusal = WhyNot(); !refusal.ok()) {
    watcher->End(refusal);
    return watcher;
  }
  watchers_.insert(watcher);
  open_streams_.Set(static_cast<double>(watchers_.size()));
  v1::WatchResponse first;
  first.set_revision(*revision_);
  watcher->Send(first);
  return watcher;
}

void WatchHub::Opened(std::int64_t revision) {
  const std::scoped_lock lock(mutex_);
  revision_ = revision;
}

void WatchHub::Changed(const KeyChange& change) {
  v1::WatchResponse event;
  event.set_revision(change.revision);
  event.mutable_key_ids()->Assign(change.key_ids.begin(), change.key_ids.end());
  const std::scoped_lock lock(mutex_);
  revision_ = change.revision;
  for (Watcher* watcher : watchers_) watcher->Send(event);
}

void WatchHub::Lost() {
  const std::scoped_lock lock(mutex_);
  revision_.reset();
  EndAll(WhyNot());
}

void WatchHub::Close() {
  const std::scoped_lock lock(mutex_);
  closed_ = true;
  EndAll(grpc::Status::OK);
}

void WatchHub::EndAll(const grpc::Status& status) {
  for (Watcher* watcher : watchers_) watcher->End(status);
}

grpc::Status WatchHub::WhyNot() const {
  if (closed_) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "identity is stopping");
  if (!revision_) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "changes of keys cannot be heard at the moment");
  if (watchers_.size() >= kMaxWatchers) return grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "too many listeners");
  return grpc::Status::OK;
}

void WatchHub::Remove(Watcher* watcher) {
  const std::scoped_lock lock(mutex_);
  watchers_.erase(watcher);
  open_streams_.Set(static_cast<double>(watchers_.size()));
}

}  // namespace signalbox::identity
