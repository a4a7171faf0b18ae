#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include "common/context/request_context.h"
#include "common/http/exchange.h"
#include "gateway/transcode/routes.h"

namespace signalbox::gateway {

/// The successful answer of a management call.
struct JsonAnswer {
  int status = 200;
  std::string body;  ///< JSON, UTF-8.
};

/// Turns an HTTP request into the RPC its route stands for, and the RPC's answer into JSON.
///
/// Knows no service: everything comes from the route's descriptors. Never blocks; any thread. Calls under way outlive
/// it.
class Transcoder {
 public:
  using ChannelTo = std::function<std::shared_ptr<grpc::Channel>(std::string_view peer)>;
  using Done = std::function<void(absl::StatusOr<JsonAnswer>)>;

  /// Largest management body.
  static constexpr std::size_t kMaxBodyBytes = std::size_t{1} << 20;

  explicit Transcoder(ChannelTo channel_to);
  ~Transcoder();
  Transcoder(const Transcoder&) = delete;
  Transcoder& operator=(const Transcoder&) = delete;

  /// Fills the RPC's request from the JSON body (empty: nothing; none is read for GET and HEAD), the query string and
  /// the path parameters, calls the RPC within 10 s or the context's deadline, and hands its answer to `done`.
  ///
  /// `done` runs once: at once on this thread when the request cannot be read, else on a gRPC thread. The request is
  /// not needed after the call returns; `route` must live until `done`. Errors: kInvalidArgument naming the field;
  /// kOutOfRange, reason BODY_TOO_LARGE; kDeadlineExceeded; whatever the service says.
  void Call(const ManagementRoute& route, const RequestContext& context, const http::Request& request,
            const http::PathParameters& parameters, Done done);

 private:
  struct Stub;
  std::shared_ptr<Stub> StubFor(const std::string& peer);

  const ChannelTo channel_to_;
  std::mutex mutex_;                                    // Guards stubs_.
  std::map<std::string, std::shared_ptr<Stub>> stubs_;  // One per peer, made when first used.
};

}  // namespace signalbox::gateway
