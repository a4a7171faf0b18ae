#include "gateway/transcode/routes.h"

#include <set>

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const ManagementRoute* Find(const std::vector<ManagementRoute>& routes, const std::string& method,
                            const std::string& pattern) {
  for (const ManagementRoute& route : routes) {
    if (route.method == method && route.pattern == pattern) return &route;
  }
  return nullptr;
}

TEST(RoutesOf, ReadsTheRulesOfEveryService) {
  const auto routes = RoutesOf(ManagedServices());
  ASSERT_TRUE(routes.ok()) << routes.status();

  const ManagementRoute* const create = Find(*routes, "POST", "/key/generate");
  ASSERT_NE(create, nullptr);
  EXPECT_EQ(create->rpc->name(), "CreateKey");
  EXPECT_EQ(create->access, http::v1::MANAGE_KEYS);
  EXPECT_EQ(create->success_status, 200);
  EXPECT_EQ(create->summary, "Create a key");
  EXPECT_EQ(create->Peer(), "identity");

  const ManagementRoute* const alias = Find(*routes, "POST", "/api/api-keys");
  ASSERT_NE(alias, nullptr);
  EXPECT_EQ(alias->rpc, create->rpc);
  EXPECT_EQ(alias->success_status, 201);

  const ManagementRoute* const remove = Find(*routes, "DELETE", "/api/api-keys/{id}");
  ASSERT_NE(remove, nullptr);
  EXPECT_EQ(Find(*routes, "GET", "/key/info")->response_body, "key");
}

TEST(RoutesOf, EveryServiceHasARouteAndEveryRouteAnAccess) {
  const auto routes = RoutesOf(ManagedServices());
  ASSERT_TRUE(routes.ok());
  std::set<std::string> peers;
  for (const ManagementRoute& route : *routes) {
    peers.insert(route.Peer());
    EXPECT_NE(route.access, http::v1::ACCESS_UNSPECIFIED) << route.pattern;
  }
  EXPECT_THAT(peers, ::testing::ElementsAre("billing", "health", "identity", "memory", "router"));
}

// A service made of the given methods, each taking and giving a message {string id}.
class MadeUpService {
 public:
  explicit MadeUpService(const std::string& methods) : pool_(google::protobuf::DescriptorPool::generated_pool()) {
    (void)http::v1::Rule::descriptor();
    google::protobuf::FileDescriptorProto file;
    const std::string text = R"(name: "t.proto" package: "signalbox.t.v1" syntax: "proto3"
        message_type { name: "M" field { name: "id" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL } }
        service { name: "T" )" +
                             methods + "}";
    GOOGLE_CHECK(google::protobuf::TextFormat::ParseFromString(text, &file));
    service_ = pool_.BuildFile(file)->service(0);
  }

  std::string Refusal() const {
    const google::protobuf::ServiceDescriptor* services[] = {service_};
    const auto routes = RoutesOf(services);
    return routes.ok() ? "" : MessageOf(routes.status());
  }

 private:
  google::protobuf::DescriptorPool pool_;
  const google::protobuf::ServiceDescriptor* service_;
};

std::string Method(const std::string& name, const std::string& rule, const std::string& more = "") {
  return "method { name: \"" + name + "\" input_type: \".signalbox.t.v1.M\" output_type: \".signalbox.t.v1.M\" " +
         more + (rule.empty() ? "" : " options { [signalbox.http.v1.rule] { " + rule + " } }") + " }";
}

TEST(RoutesOf, AnRpcWithoutARuleHasNoRoute) {
  EXPECT_EQ(MadeUpService(Method("A", "")).Refusal(), "");
}

TEST(RoutesOf, RefusesRulesThatCannotWork) {
  const auto refusal = [](const std::string& methods) { return MadeUpService(methods).Refusal(); };

  EXPECT_THAT(refusal(Method("A", R"(get: "/a")")), HasSubstr("signalbox.t.v1.T.A: the rule names no access"));
  EXPECT_THAT(refusal(Method("A", "access: PUBLIC")), HasSubstr("without a path"));
  EXPECT_THAT(refusal(Method("A", R"(get: "a" access: PUBLIC)")), HasSubstr("without a path"));
  EXPECT_THAT(refusal(Method("A", R"(get: "/a" also {} access: PUBLIC)")), HasSubstr("without a path"));
  EXPECT_THAT(refusal(Method("A", R"(get: "/a/{key}" access: PUBLIC)")), HasSubstr("no field for {key}"));
  EXPECT_THAT(refusal(Method("A", R"(get: "/a" access: PUBLIC response_body: "x")")), HasSubstr("no field x"));
  EXPECT_THAT(refusal(Method("A", R"(get: "/a" access: PUBLIC success_status: 404)")), HasSubstr("success_status"));
  EXPECT_THAT(refusal(Method("A", R"(get: "/a" access: PUBLIC)", "server_streaming: true")), HasSubstr("stream"));
  EXPECT_THAT(
      refusal(Method("A", R"(get: "/a/{id}" access: PUBLIC)") + Method("B", R"(get: "/a/{id}" access: PUBLIC)")),
      HasSubstr("T.B: GET /a/{id} is another RPC's route"));
  EXPECT_EQ(refusal(Method("A", R"(get: "/a/{id}" also { post: "/a/{id}" } access: PUBLIC)")), "");
}

}  // namespace
}  // namespace signalbox::gateway
