#include "common/rpc/callback_threads.h"

#include <chrono>
#include <memory>

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>

namespace signalbox::rpc {
namespace {

// A channel takes its share of the threads with its first call, so this one makes a call that ends by itself.
struct Keeper {
  Keeper() {
    context.set_deadline(std::chrono::system_clock::now());
    grpc::GenericStub(channel).UnaryCall(&context, "/none/None", {}, &request, &response, [](const grpc::Status&) {});
  }

  std::shared_ptr<grpc::Channel> channel =
      grpc::CreateChannel("unix-abstract:signalbox-nowhere", grpc::InsecureChannelCredentials());
  grpc::ClientContext context;
  grpc::Slice nothing;
  grpc::ByteBuffer request{&nothing, 1};
  grpc::ByteBuffer response;
};

}  // namespace

void KeepCallbackThreads() {
  // Never freed: there is no moment at which that would be safe. Marked as used, or the compiler would forget the
  // pointer, and leak checkers would ask for it.
  [[gnu::used]] static const Keeper* const kKeeper = new Keeper;
}

}  // namespace signalbox::rpc
