#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include <grpcpp/client_context.h>

#include "common/rpc/convert.h"
#include "services/identity/client/identity_client.h"
#include "signalbox/identity/v1/identity.grpc.pb.h"

namespace signalbox::identity {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstRetry{100};
constexpr milliseconds kLongestRetry{2000};

}  // namespace

struct KeyWatch::Impl {
  std::unique_ptr<v1::IdentityService::Stub> stub;
  Callbacks callbacks;

  std::mutex mutex;  // Guards stopped and the lifetime of call.
  std::condition_variable stop;
  bool stopped = false;
  std::optional<grpc::ClientContext> call;

  // Null once the watch is to stop.
  grpc::ClientContext* NewCall() {
    const std::scoped_lock lock(mutex);
    if (stopped) return nullptr;
    call.emplace();
    rpc::PrepareStream({}, *call);
    return &*call;
  }

  void Stop() {
    const std::scoped_lock lock(mutex);
    stopped = true;
    if (call) call->TryCancel();
    stop.notify_all();
  }

  // Whether to go on after having waited.
  bool Wait(milliseconds time) {
    std::unique_lock lock(mutex);
    return !stop.wait_for(lock, time, [this] { return stopped; });
  }

  // Listens until the stream ends. Returns whether it had begun.
  bool Listen(grpc::ClientContext& context) {
    const auto reader = stub->Watch(&context, v1::WatchRequest());
    v1::WatchResponse event;
    const bool begun = reader->Read(&event);
    if (begun) {
      callbacks.on_connected(event.revision());
      while (reader->Read(&event)) callbacks.on_change(event);
    }
    (void)reader->Finish();  // Whatever the reason was, the answer to it is to connect again.
    if (begun) callbacks.on_lost();
    return begun;
  }

  void Run() {
    milliseconds retry = kFirstRetry;
    while (grpc::ClientContext* context = NewCall()) {
      if (Listen(*context)) retry = kFirstRetry;
      if (!Wait(retry)) return;
      retry = std::min(retry * 2, kLongestRetry);
    }
  }
};

KeyWatch::KeyWatch(std::shared_ptr<grpc::Channel> channel, Callbacks callbacks) : impl_(std::make_shared<Impl>()) {
  impl_->stub = v1::IdentityService::NewStub(std::move(channel));
  impl_->callbacks = std::move(callbacks);
  thread_ = std::jthread([impl = impl_] { impl->Run(); });
}

KeyWatch::~KeyWatch() {
  impl_->Stop();
}

}  // namespace signalbox::identity
