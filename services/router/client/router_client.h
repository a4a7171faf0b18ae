#pragma once

#include <functional>
#include <memory>
#include <string>

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include "common/context/request_context.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// Hears one generation, on gRPC's threads, one call at a time, in order. Must not block.
class GenerateObserver {
 public:
  virtual ~GenerateObserver() = default;

  /// The next event arrives only after Generation::Next(). The event is the observer's to move from.
  virtual void OnEvent(v1::GenerateEvent& event) = 0;

  /// Exactly once and last. OK exactly if a tail arrived.
  virtual void OnDone(const absl::Status& status) = 0;
};

/// A model request under way. Any thread. Lives until OnDone returned, whoever drops it.
class Generation {
 public:
  virtual ~Generation() = default;

  /// Asks for the next event; call it once after each OnEvent, which may be during it. The first one is asked for by
  /// itself. Does nothing once the tail has arrived or the call was cancelled.
  virtual void Next() = 0;

  /// Nobody wants the answer any more: the upstream is closed and the tail arrives soon. Keep calling Next(): events
  /// already on their way come first.
  virtual void Stop() = 0;

  /// Ends the call without a tail: no further event, then OnDone(kCancelled).
  virtual void Cancel() = 0;
};

/// Calls the router. Any thread.
class RouterClient {
 public:
  explicit RouterClient(std::shared_ptr<grpc::Channel> channel);
  virtual ~RouterClient();

  /// Starts a generation without blocking. `observer` is kept until OnDone returned. A deadline in the context bounds
  /// the whole answer: the router ends it shortly before, with a tail.
  virtual std::shared_ptr<Generation> Generate(const RequestContext& context, v1::GenerateRequest request,
                                               std::shared_ptr<GenerateObserver> observer);

  /// Does not block; `done` runs on a gRPC thread, or here when the context's deadline has passed already.
  virtual void ListModels(const RequestContext& context,
                          std::function<void(absl::StatusOr<v1::ListModelsResponse>)> done);

  /// Both block.
  virtual absl::StatusOr<v1::ListAccountsResponse> ListAccounts(const RequestContext& context);
  virtual absl::StatusOr<v1::ProbeAccountResponse> ProbeAccount(const RequestContext& context, const std::string& id);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace signalbox::router
