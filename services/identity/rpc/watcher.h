#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <optional>

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include "signalbox/identity/v1/identity.pb.h"

namespace signalbox::identity {

/// One open Watch stream. Made by WatchHub, deletes itself when gRPC is done with it. Any thread; nothing blocks.
class Watcher : public grpc::ServerWriteReactor<v1::WatchResponse> {
 public:
  /// Events that may wait for a listener that does not read.
  static constexpr size_t kMaxWaiting = 1000;

  /// `on_done` is called last of all, just before the watcher deletes itself.
  Watcher(grpc::CallbackServerContext& call, std::function<void(Watcher*)> on_done);

  /// Sends an event when its turn comes. Cuts the stream if too many wait already.
  /// To be called by whoever makes `on_done` wait meanwhile: the watcher must not be deleted underneath.
  void Send(const v1::WatchResponse& event);

  /// Ends the stream after the event that is being written; further calls do nothing.
  void End(const grpc::Status& status);

 private:
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  // What to do once the lock is released: gRPC may call back at once.
  enum class Next { kNothing, kWrite, kFinish };
  Next Advance();
  void Perform(Next next);

  grpc::CallbackServerContext& call_;
  const std::function<void(Watcher*)> on_done_;

  std::mutex mutex_;  // Guards what follows.
  std::deque<v1::WatchResponse> waiting_;
  bool writing_ = false;
  bool finished_ = false;
  std::optional<grpc::Status> ending_;
  v1::WatchResponse written_;  // Must stay as it is while writing_.
};

}  // namespace signalbox::identity
