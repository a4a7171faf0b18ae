#pragma once

#include <memory>
#include <mutex>

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include "services/router/rpc/event_sink.h"
#include "services/router/rpc/relay.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// The gRPC side of one call of Generate: one write in flight, and a bound on what waits behind it.
///
/// Owns itself until gRPC is done with it; the relay holds a share, so it may live a little longer.
class GenerateReactor final : public grpc::ServerBidiReactor<v1::GenerateCall, v1::GenerateEvent>,
                              public EventSink,
                              public std::enable_shared_from_this<GenerateReactor> {
 public:
  /// `parts` must outlive every call.
  static GenerateReactor* Start(grpc::CallbackServerContext& call, const RelayParts& parts);

  GenerateReactor(grpc::CallbackServerContext& call, const RelayParts& parts) : call_(call), parts_(parts) {}

  void Write(v1::GenerateEvent event) override;
  void Fail(const absl::Status& status) override;

 private:
  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  void Begin();
  std::shared_ptr<Relay> relay();
  void Flush();
  void Close(const grpc::Status& status);

  grpc::CallbackServerContext& call_;
  const RelayParts& parts_;
  v1::GenerateCall incoming_;
  std::shared_ptr<GenerateReactor> self_;

  // Guards what follows. Held while telling the relay to pause or resume, so that the two cannot overtake each other.
  std::mutex mutex_;
  std::shared_ptr<Relay> relay_;
  v1::GenerateEvent outgoing_;  // In flight.
  v1::GenerateEvent pending_;
  bool has_pending_ = false;
  bool writing_ = false;
  bool paused_ = false;
  bool cancelled_ = false;
  bool closed_ = false;  // The final status was given.
};

}  // namespace signalbox::router
