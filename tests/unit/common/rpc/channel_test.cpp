#include "common/rpc/channel.h"

#include <chrono>
#include <future>
#include <memory>

#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

namespace signalbox::rpc {
namespace {

struct Call {
  grpc::ClientContext context;  // Owns a share of its channel.
  grpc::Slice nothing;
  grpc::ByteBuffer request{&nothing, 1};
  grpc::ByteBuffer response;
};

// A client that goes away while its last call is ending leaves the channel to that call, on one of gRPC's threads.
TEST(NewChannel, MayEndWithACallOnAThreadOfGrpc) {
  for (int i = 0; i < 20; ++i) {
    std::promise<void> released;
    std::promise<void> ended;
    auto channel = NewChannel("unix-abstract:nobody-listens-here", {});
    auto call = std::make_shared<Call>();
    grpc::GenericStub(channel).UnaryCall(&call->context, "/none/None", {}, &call->request, &call->response,
                                         [&, call](const grpc::Status& status) mutable {
                                           EXPECT_FALSE(status.ok());
                                           released.get_future().wait();
                                           call.reset();
                                           ended.set_value();
                                         });
    call.reset();
    channel.reset();
    released.set_value();

    ASSERT_EQ(ended.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
  }
}

}  // namespace
}  // namespace signalbox::rpc
