#include "services/router/domain/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/router/catalog_fixtures.h"

namespace signalbox::router {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsNull;
using namespace testing;  // NOLINT: this service's fixtures.
using namespace std::chrono_literals;

TEST(SnapshotBuild, AnEndpointHasItsAddressesHeadersAndTimersReady) {
  const Timers timers{1s, 2s, 3s, 4s};

  const auto snapshot =
      MakeSnapshot({{MakeProvider("a")}, {MakeAccount("a", "main")}, {MakeDeployment("m", "a", 3)}}, timers);

  const Route* route = snapshot->Find("m");
  ASSERT_TRUE(route);
  const RoutedDeployment& deployment = route->deployments.at(0);
  EXPECT_EQ(deployment.upstream_model, "up-m");
  EXPECT_EQ(deployment.label, "a/up-m");
  EXPECT_EQ(deployment.traits.weight, 3u);
  const Endpoint& endpoint = *deployment.endpoints.at(0);
  EXPECT_EQ(endpoint.provider.name, "a");
  EXPECT_EQ(endpoint.account.id, "account-a-main");
  EXPECT_EQ(endpoint.account.api_key, "sk-main");
  EXPECT_EQ(endpoint.api, PlainApiOf("openai"));
  EXPECT_EQ(endpoint.timers, timers);
}

TEST(SnapshotBuild, AProvidersOwnTimersWin) {
  Provider provider = MakeProvider("a");
  provider.timers = Timers{9s, 9s, 9s, 9s};

  const auto snapshot = MakeSnapshot({{provider}, {MakeAccount("a", "main")}, {MakeDeployment("m", "a")}});

  EXPECT_EQ(snapshot->Find("m")->deployments[0].endpoints[0]->timers.total, 9s);
}

TEST(SnapshotBuild, EveryEnabledAccountServesEveryDeploymentOfItsProvider) {
  Account disabled = MakeAccount("a", "off");
  disabled.enabled = false;

  const auto snapshot = MakeSnapshot({{MakeProvider("a")},
                                      {MakeAccount("a", "x"), disabled, MakeAccount("a", "y")},
                                      {MakeDeployment("m", "a"), MakeDeployment("n", "a")}});

  EXPECT_EQ(snapshot->Find("m")->deployments[0].endpoints.size(), 2u);
  EXPECT_EQ(snapshot->Find("n")->deployments[0].endpoints.size(), 2u);
  EXPECT_THAT(snapshot->FindEndpoint("account-a-off"), IsNull());
  EXPECT_EQ(snapshot->FindEndpoint("account-a-x")->account.id, "account-a-x");
}

TEST(SnapshotBuild, AModelWithoutAUsableAccountIsNotServed) {
  const auto snapshot = MakeSnapshot({{MakeProvider("a")}, {}, {MakeDeployment("m", "a")}});

  EXPECT_THAT(snapshot->Find("m"), IsNull());
  EXPECT_THAT(snapshot->Routes(), IsEmpty());
}

TEST(SnapshotBuild, RoutesAreSortedAndNameTheirProvidersOnceInOrder) {
  Deployment older = MakeDeployment("m", "a");
  older.create_time = kNow - 5s;
  Deployment second = MakeDeployment("m", "b");
  second.upstream_model = "other";

  const auto snapshot = MakeSnapshot({{MakeProvider("a"), MakeProvider("b")},
                                      {MakeAccount("a", "x"), MakeAccount("b", "x")},
                                      {MakeDeployment("z", "a"), MakeDeployment("m", "b"), second, older}});

  ASSERT_EQ(snapshot->Routes().size(), 2u);
  EXPECT_EQ(snapshot->Routes()[0]->model, "m");
  EXPECT_EQ(snapshot->Routes()[1]->model, "z");
  EXPECT_THAT(snapshot->Routes()[0]->providers, ElementsAre("a", "b"));
  EXPECT_EQ(snapshot->Routes()[0]->create_time, kNow - 5s);
}

TEST(SnapshotBuild, RefusesAnUnknownKindByName) {
  Provider odd = MakeProvider("odd");
  odd.kind = "telegraph";

  LiveTable live;
  const auto snapshot = Snapshot::Build({{odd}, {}, {}}, {}, PlainApiOf, live);

  EXPECT_EQ(snapshot.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(snapshot.status().ToString(), ::testing::HasSubstr("odd"));
}

}  // namespace
}  // namespace signalbox::router
