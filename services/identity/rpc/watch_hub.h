#pragma once

#include <mutex>
#include <optional>
#include <set>

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include "common/metrics/metrics.h"
#include "services/identity/domain/key_changes.h"
#include "services/identity/rpc/watcher.h"
#include "signalbox/identity/v1/identity.pb.h"

namespace signalbox::identity {

/// Hands every change of keys to everybody who listens. Any thread; nothing blocks.
///
/// Streams are open only while no change can be missed: when the feed is lost they end, and nobody can begin one.
/// Must outlive the server that runs the streams.
class WatchHub : public KeyChangeSink {
 public:
  static constexpr size_t kMaxWatchers = 256;

  WatchHub();

  /// A stream that begins with the current revision, or one that ends at once.
  grpc::ServerWriteReactor<v1::WatchResponse>* Watch(grpc::CallbackServerContext& call);

  void Opened(std::int64_t revision) override;
  void Changed(const KeyChange& change) override;
  void Lost() override;

  /// Ends every stream with OK and begins no more.
  void Close();

 private:
  void EndAll(const grpc::Status& status);
  grpc::Status WhyNot() const;
  void Remove(Watcher* watcher);

  prometheus::Gauge& open_streams_;

  mutable std::mutex
      mutex_;  // Guards what follows. A watcher's own lock may be taken while holding it, never the reverse.
  std::set<Watcher*> watchers_;
  std::optional<std::int64_t> revision_;  // Absent while the feed is lost.
  bool closed_ = false;
};

}  // namespace signalbox::identity
