#include "gateway/transcode/transcoder.h"

#include <future>

#include <gmock/gmock.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include "common/rpc/channel.h"
#include "common/rpc/convert.h"
#include "common/status/error.h"
#include "signalbox/identity/v1/identity.grpc.pb.h"

namespace signalbox::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Remembers what it was asked and answers as it is told.
class FakeIdentity final : public identity::v1::IdentityService::Service {
 public:
  grpc::Status CreateKey(grpc::ServerContext* call, const identity::v1::CreateKeyRequest* request,
                         identity::v1::CreateKeyResponse* response) override {
    context = rpc::ContextOf(*call);
    create = *request;
    response->set_id("k1");
    response->set_key_text("sk-sb-x");
    return answer;
  }
  grpc::Status GetKey(grpc::ServerContext*, const identity::v1::GetKeyRequest* request,
                      identity::v1::GetKeyResponse* response) override {
    response->mutable_key()->set_id(request->key());
    return answer;
  }
  grpc::Status ListKeys(grpc::ServerContext*, const identity::v1::ListKeysRequest* request,
                        identity::v1::ListKeysResponse*) override {
    list = *request;
    return answer;
  }
  grpc::Status DeleteKey(grpc::ServerContext*, const identity::v1::DeleteKeyRequest* request,
                         identity::v1::DeleteKeyResponse* response) override {
    response->add_deleted_keys(request->id());
    return answer;
  }

  grpc::Status answer;
  RequestContext context;
  identity::v1::CreateKeyRequest create;
  identity::v1::ListKeysRequest list;
};

class TranscoderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&identity_);
    server_ = builder.BuildAndStart();
    ASSERT_NE(server_, nullptr);
  }

  void TearDown() override { server_->Shutdown(); }

  const ManagementRoute& Route(const std::string& method, const std::string& pattern) {
    for (const ManagementRoute& route : routes_) {
      if (route.method == method && route.pattern == pattern) return route;
    }
    ADD_FAILURE() << "no route " << method << " " << pattern;
    return routes_.front();
  }

  absl::StatusOr<JsonAnswer> Call(const ManagementRoute& route, std::string query, std::string body,
                                  const http::PathParameters& parameters = {}, const RequestContext& context = {}) {
    http::Request request;
    request.method = route.method;
    request.query = std::move(query);
    request.body = std::move(body);
    std::promise<absl::StatusOr<JsonAnswer>> promise;
    transcoder_.Call(route, context, request, parameters,
                     [&](absl::StatusOr<JsonAnswer> answer) { promise.set_value(std::move(answer)); });
    return promise.get_future().get();
  }

  FakeIdentity identity_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  const std::vector<ManagementRoute> routes_ = *RoutesOf(ManagedServices());
  Transcoder transcoder_{[this](std::string_view peer) {
    EXPECT_EQ(peer, "identity");
    return rpc::NewChannel("127.0.0.1:" + std::to_string(port_), {});
  }};
};

TEST_F(TranscoderTest, CarriesABodyToTheServiceAndItsAnswerBack) {
  const auto answer =
      Call(Route("POST", "/key/generate"), "", R"({"key_name":"n","models":["m"],"metadata":{"a":"b"}})");

  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->status, 200);
  EXPECT_THAT(answer->body, HasSubstr(R"("key":"sk-sb-x","id":"k1","key_id":"k1")"));
  EXPECT_EQ(identity_.create.name(), "n");
  EXPECT_THAT(identity_.create.models(), ElementsAre("m"));
}

TEST_F(TranscoderTest, GivesEachRouteItsOwnStatus) {
  EXPECT_EQ(Call(Route("POST", "/api/api-keys"), "", "{}")->status, 201);
}

TEST_F(TranscoderTest, TakesNoBodyForAnEmptyOne) {
  EXPECT_TRUE(Call(Route("POST", "/key/generate"), "", "").ok());
}

TEST_F(TranscoderTest, FillsFromQueryAndPath) {
  ASSERT_TRUE(Call(Route("GET", "/key/list"), "page_size=7&search=a%20b", "ignored").ok());
  EXPECT_EQ(identity_.list.limit(), 7);
  EXPECT_EQ(identity_.list.search(), "a b");

  EXPECT_EQ(Call(Route("DELETE", "/api/api-keys/{id}"), "", "", {{"id", "k/7"}})->body, R"({"deleted_keys":["k/7"]})");
}

TEST_F(TranscoderTest, AnswersWithTheFieldTheRuleNames) {
  const auto answer = Call(Route("GET", "/key/info"), "key=abc", "");
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(answer->body, ::testing::StartsWith(R"({"id":"abc","key_id":"abc")"));
}

TEST_F(TranscoderTest, TellsTheServiceWhoAsksAndHowLong) {
  RequestContext context;
  context.request_id = "r-1";
  context.principal = Principal{.key_id = "admin",
                                .key_name = {},
                                .user_id = {},
                                .team_id = {},
                                .organization_id = {},
                                .role = Role::kProxyAdmin};
  ASSERT_TRUE(Call(Route("POST", "/key/generate"), "", "{}", {}, context).ok());

  EXPECT_EQ(identity_.context.request_id, "r-1");
  ASSERT_TRUE(identity_.context.principal);
  EXPECT_EQ(identity_.context.principal->key_id, "admin");
  ASSERT_TRUE(identity_.context.deadline);
  // gRPC rounds a timeout up on the wire.
  EXPECT_LE(identity_.context.Remaining(std::chrono::hours(1)), std::chrono::seconds(11));
}

TEST_F(TranscoderTest, RefusesWhatItCannotReadWithoutAskingTheService) {
  server_->Shutdown();
  const ManagementRoute& create = Route("POST", "/key/generate");

  EXPECT_THAT(MessageOf(Call(create, "", R"({"modles":[]})").status()), HasSubstr("did you mean \"models\"?"));
  EXPECT_EQ(Call(create, "", "{").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Call(create, "", "[]").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Call(create, "a=%", "").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Call(create, "nam=x", "").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Call(create, "name=x", R"({"name":"y"})").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(TranscoderTest, RefusesABodyBeyondOneMebibyte) {
  const std::string padding(Transcoder::kMaxBodyBytes, ' ');
  const absl::Status status = Call(Route("POST", "/key/generate"), "", "{}" + padding).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ReasonOf(status), "BODY_TOO_LARGE");
  EXPECT_TRUE(Call(Route("POST", "/key/generate"), "", "{}" + padding.substr(2)).ok());
}

TEST_F(TranscoderTest, PassesTheServicesRefusalOn) {
  identity_.answer = rpc::ToGrpc(Error(absl::StatusCode::kNotFound, "KEY_UNKNOWN", "no such key", {{"field", "key"}}));
  const absl::Status status = Call(Route("GET", "/key/info"), "key=x", "").status();

  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(status), "KEY_UNKNOWN");
  EXPECT_EQ(MessageOf(status), "no such key");
  EXPECT_EQ(MetadataOf(status)["field"], "key");
}

TEST_F(TranscoderTest, AServiceThatIsAwayIsUnavailableAndNamesNoAddress) {
  server_->Shutdown();
  const absl::Status status = Call(Route("GET", "/key/list"), "", "").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(MessageOf(status), "the identity service is not available");
}

TEST_F(TranscoderTest, DoesNotBeginWhatCannotEndInTime) {
  RequestContext context;
  context.deadline = std::chrono::steady_clock::now();
  EXPECT_EQ(Call(Route("GET", "/key/list"), "", "", {}, context).status().code(), absl::StatusCode::kDeadlineExceeded);
}

}  // namespace
}  // namespace signalbox::gateway
