#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include "common/context/request_context.h"
#include "signalbox/identity/v1/identity.pb.h"

namespace signalbox::identity {

/// Calls identity without blocking. Any thread; callbacks run on gRPC's threads and must not block.
class IdentityClient {
 public:
  explicit IdentityClient(std::shared_ptr<grpc::Channel> channel);
  virtual ~IdentityClient();

  virtual void Authenticate(const RequestContext& context, std::string credential,
                            std::function<void(absl::StatusOr<v1::AuthenticateResponse>)> done);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

/// Listens to changes of keys on a thread of its own and reconnects by itself (100 ms to 2 s between tries).
///
/// `on_connected` runs when a stream has begun: drop everything remembered before. `on_change` gets each event after
/// that. `on_lost` runs when the stream broke. All on the watch's thread. The destructor cancels and joins.
class KeyWatch {
 public:
  struct Callbacks {
    std::function<void(std::int64_t revision)> on_connected;
    std::function<void(const v1::WatchResponse&)> on_change;
    std::function<void()> on_lost;
  };

  KeyWatch(std::shared_ptr<grpc::Channel> channel, Callbacks callbacks);
  ~KeyWatch();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
  std::jthread thread_;
};

}  // namespace signalbox::identity
