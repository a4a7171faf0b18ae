#pragma once

#include <memory>
#include <mutex>

#include <grpcpp/client_context.h>
#include <grpcpp/support/client_callback.h>

#include "services/router/client/router_client.h"
#include "signalbox/router/v1/router.grpc.pb.h"

namespace signalbox::router {

/// One call of Generate. Owns itself from Start() until OnDone returned; the handle callers hold is a share of it.
class OutgoingGenerate final : public Generation,
                               public grpc::ClientBidiReactor<v1::GenerateCall, v1::GenerateEvent>,
                               public std::enable_shared_from_this<OutgoingGenerate> {
 public:
  OutgoingGenerate(v1::GenerateRequest request, std::shared_ptr<GenerateObserver> observer);

  void Start(v1::RouterService::Stub& stub, const RequestContext& context);

  void Next() override;
  void Stop() override;
  void Cancel() override;

 private:
  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

  bool TakeEvent(bool ok);
  void ForgetRequest();
  void SendStop();
  void ReleaseHold();

  grpc::ClientContext call_;
  v1::GenerateCall outgoing_;
  v1::GenerateEvent event_;
  std::shared_ptr<GenerateObserver> observer_;
  std::shared_ptr<OutgoingGenerate> self_;
  absl::Status refused_;

  // Guards what follows: Next, Stop and Cancel come from any thread.
  std::mutex mutex_;
  bool reading_ = true;
  bool writing_ = true;
  bool stop_wanted_ = false;
  bool tail_arrived_ = false;
  bool cancelled_ = false;
  bool held_ = true;  // Operations may still be started from outside gRPC's callbacks.
};

}  // namespace signalbox::router
