#pragma once

#include <functional>
#include <memory>

#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include "common/context/request_context.h"
#include "signalbox/memory/v1/memory.pb.h"

namespace signalbox::memory {

/// Calls memory without blocking. Any thread; callbacks run on gRPC's threads and must not block.
/// The owner of a session is the context's principal.
///
/// `done` is called exactly once. When less than 100 ms are left no call is made, and it gets kDeadlineExceeded on the
/// caller's own thread, before the function returns. Calls under way end on their own after the client is gone.
class MemoryClient {
 public:
  /// `channel` may be null only for a fake that overrides every call.
  explicit MemoryClient(std::shared_ptr<grpc::Channel> channel);
  virtual ~MemoryClient();

  virtual void Load(const RequestContext& context, v1::LoadRequest request,
                    std::function<void(absl::StatusOr<v1::LoadResponse>)> done);
  virtual void Append(const RequestContext& context, v1::AppendRequest request,
                      std::function<void(absl::StatusOr<v1::AppendResponse>)> done);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace signalbox::memory
