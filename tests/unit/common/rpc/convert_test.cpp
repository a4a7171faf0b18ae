#include "common/rpc/convert.h"

#include <gtest/gtest.h>

#include "common/rpc/metadata.h"
#include "common/status/error.h"

namespace signalbox::rpc {
namespace {

using std::chrono::milliseconds;

TEST(Convert, AStatusCrossesAHopUnchanged) {
  const absl::Status sent =
      Error(absl::StatusCode::kResourceExhausted, "RATE_LIMITED", "slow down", {{"retry_after_ms", "1200"}});

  const absl::Status received = FromGrpc(ToGrpc(sent));

  EXPECT_EQ(received, sent);
  EXPECT_EQ(ReasonOf(received), "RATE_LIMITED");
  EXPECT_EQ(MetadataOf(received).at("retry_after_ms"), "1200");
}

TEST(Convert, SuccessStaysSuccess) {
  EXPECT_TRUE(FromGrpc(ToGrpc(absl::OkStatus())).ok());
}

TEST(Convert, DetailsThatAreNoneOfOursDoNotHideTheError) {
  const absl::Status received = FromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, "away", "\xff\xff garbage"));

  EXPECT_EQ(received.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(received), "");
}

TEST(Convert, APrincipalCrossesAHopUnchanged) {
  const Principal principal{"k1", "name", "u1", "t1", "o1", Role::kProxyAdmin};

  EXPECT_EQ(ParsePrincipal(SerializePrincipal(principal)), principal);
}

TEST(PrepareCall, TakesTheHopOffTheDeadline) {
  RequestContext context = RequestContext::Background(milliseconds(1000));
  grpc::ClientContext call;

  ASSERT_TRUE(PrepareCall(context, call).ok());

  const auto left = call.deadline() - std::chrono::system_clock::now();
  EXPECT_LE(left, milliseconds(980));
  EXPECT_GE(left, milliseconds(700));
}

TEST(PrepareCall, RefusesWhenTooLittleTimeIsLeft) {
  grpc::ClientContext call;

  EXPECT_EQ(PrepareCall(RequestContext::Background(milliseconds(110)), call).code(),
            absl::StatusCode::kDeadlineExceeded);
}

}  // namespace
}  // namespace signalbox::rpc
