#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/context/ids.h"
#include "common/status/error.h"
#include "tests/component/router/router_service.h"

namespace signalbox::router {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace std::chrono_literals;
using Stub = v1::RouterService::Stub;

constexpr char kKey[] = "sk-stored-abcdefghijklmnopqrstuvwxyz";

/// The part of the catalog that is changed while running.
class StoredCatalog : public ::testing::Test {
 protected:
  StoredCatalog() : router_(database_, Providers(demo_, {{"demo", "up"}})) {}

  absl::StatusOr<v1::CreateProviderResponse> AddProvider(const std::string& name, const std::string& base_url) {
    v1::CreateProviderRequest request;
    request.set_name(name);
    request.set_base_url(base_url);
    request.set_allow_private(true);
    return Call(router_, &Stub::CreateProvider, request);
  }

  absl::StatusOr<v1::CreateAccountResponse> AddAccount(const std::string& provider, const std::string& key = kKey) {
    v1::CreateAccountRequest request;
    request.set_provider(provider);
    request.set_name("second");
    request.set_api_key(key);
    return Call(router_, &Stub::CreateAccount, request);
  }

  absl::StatusOr<v1::CreateDeploymentResponse> AddDeployment(const std::string& provider, const std::string& model) {
    v1::CreateDeploymentRequest request;
    request.set_provider(provider);
    request.set_model(model);
    return Call(router_, &Stub::CreateDeployment, request);
  }

  /// Provider "stored" with an account, serving "stored-model".
  void AddAll() {
    ASSERT_TRUE(AddProvider("stored", demo_.openai_url() + "/").ok());
    ASSERT_TRUE(AddAccount("stored").ok());
    ASSERT_TRUE(AddDeployment("stored", "stored-model").ok());
  }

  absl::Status Ask(RouterService& router, const std::string& model) {
    v1::GenerateRequest request = ChatRequest(false);
    request.set_model(model);
    return router.Generate(std::move(request))->Done();
  }

  const test::FakeProvider demo_;
  const support::Postgres database_;
  RouterService router_;
};

TEST_F(StoredCatalog, WhatWasAddedServesAtOnce) {
  AddAll();

  EXPECT_TRUE(Ask(router_, "stored-model").ok());
  const auto requests = demo_.Requests("stored-model");
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].Header("authorization"), std::string("Bearer ") + kKey);
}

TEST_F(StoredCatalog, SettingsSurviveStorageAndAreListed) {
  v1::CreateProviderRequest request;
  request.set_name("azure");
  request.set_kind("azure");
  request.set_base_url("https://resource.openai.azure.com/");
  (*request.mutable_settings())["api_version"] = "2025-04-01-preview";
  const auto created = Call(router_, &Stub::CreateProvider, request);
  ASSERT_TRUE(created.ok()) << MessageOf(created.status());

  RouterService second(database_, Providers(demo_));
  const auto providers = Call(second, &Stub::ListProviders, v1::ListProvidersRequest());

  ASSERT_TRUE(providers.ok());
  ASSERT_EQ(providers->providers(1).name(), "azure");
  EXPECT_EQ(providers->providers(1).settings().at("api_version"), "2025-04-01-preview");
}

TEST_F(StoredCatalog, AWrongSettingIsRefusedNamingIt) {
  v1::CreateProviderRequest request;
  request.set_name("aws");
  request.set_kind("bedrock");

  const auto created = Call(router_, &Stub::CreateProvider, request);

  EXPECT_TRUE(absl::IsInvalidArgument(created.status()));
  EXPECT_THAT(MessageOf(created.status()), HasSubstr("settings.region is required"));
}

TEST_F(StoredCatalog, AProviderWrittenByTheProgramBeforeHasNoSettings) {
  database_.Execute("INSERT INTO router.provider (name, kind, base_url, allow_private) VALUES ('old', 'openai', '" +
                    demo_.openai_url() + "', true)");

  ASSERT_TRUE(AddAccount("old").ok());
  ASSERT_TRUE(AddDeployment("old", "old-model").ok());

  EXPECT_TRUE(Ask(router_, "old-model").ok());
}

TEST_F(StoredCatalog, NoKeyStandsInTheDatabaseInPlainText) {
  AddAll();

  const auto rows = database_.Execute(
      "SELECT count(*) FROM router.account WHERE position(convert_to('" + std::string(kKey) +
      "', 'UTF8') IN sealed_key) > 0 OR account::text LIKE '%abcdefghijkl%' OR account::text LIKE '%" +
      "6162636465666768696a6b6c%'");

  EXPECT_EQ(rows[0][0].as<int>(), 0);
  EXPECT_EQ(database_.Execute("SELECT count(*) FROM router.account")[0][0].as<int>(), 1);
}

TEST_F(StoredCatalog, NoKeyIsEverListed) {
  AddAll();

  const auto accounts = Call(router_, &Stub::ListAccounts, v1::ListAccountsRequest());

  ASSERT_TRUE(accounts.ok());
  EXPECT_EQ(accounts->total(), 3);
  EXPECT_THAT(accounts->ShortDebugString(), Not(HasSubstr("abcdef")));
  EXPECT_THAT(accounts->ShortDebugString(), HasSubstr("key_prefix: \"sk-stor\""));
}

TEST_F(StoredCatalog, ASealedKeyOpensAgainInAnotherProcess) {
  AddAll();

  RouterService second(database_, Providers(demo_));

  EXPECT_TRUE(Ask(second, "stored-model").ok());
  EXPECT_EQ(demo_.Requests("stored-model").at(0).Header("authorization"), std::string("Bearer ") + kKey);
}

TEST_F(StoredCatalog, AChangeReachesAnotherReplicaWithinASecond) {
  RouterService second(database_, Providers(demo_));

  AddAll();

  EXPECT_TRUE(second.Serves("stored-model", 1s));
}

TEST_F(StoredCatalog, AChangeMadeByHandIsNoticedToo) {
  AddAll();

  database_.Execute("UPDATE router.deployment SET model = 'renamed'");

  EXPECT_TRUE(router_.Serves("renamed", 1s));
}

TEST_F(StoredCatalog, AReplicaThatLostItsConnectionCatchesUp) {
  RouterService second(database_, Providers(demo_));
  database_.KillConnections();

  // The pool's broken connection may fail the first call; the change itself must be made exactly once.
  while (!AddProvider("stored", demo_.openai_url()).ok()) continue;
  ASSERT_TRUE(AddAccount("stored").ok());
  ASSERT_TRUE(AddDeployment("stored", "stored-model").ok());

  EXPECT_TRUE(second.Serves("stored-model", 10s));
}

TEST_F(StoredCatalog, ARowThatCannotBeUsedKeepsTheLastGoodCatalog) {
  AddAll();

  database_.Execute("UPDATE router.account SET sealed_key = 'nonsense'");
  database_.Execute("UPDATE router.deployment SET model = 'renamed'");

  EXPECT_FALSE(router_.Serves("renamed", 300ms));
  EXPECT_TRUE(Ask(router_, "stored-model").ok());
}

TEST_F(StoredCatalog, WithoutTheDatabaseRequestsAreStillAnswered) {
  database_.TakeAway();

  EXPECT_TRUE(Ask(router_, "m").ok());
  EXPECT_TRUE(router_.module().Ready().ok());

  database_.Restore();
}

TEST_F(StoredCatalog, TheFileWinsANameItSharesWithTheDatabase) {
  ASSERT_TRUE(AddProvider("later", "http://127.0.0.1:9/v1").ok());

  RouterService second(database_, "  providers: [ { name: later, base_url: '" + demo_.openai_url() +
                                      "', allow_private: true, accounts: [ { name: main, keyless: true } ] } ]\n"
                                      "  models: [ { name: m, deployments: [ { provider: later } ] } ]\n");

  EXPECT_TRUE(Ask(second, "m").ok());
}

TEST_F(StoredCatalog, NamesInUseAreRefused) {
  AddAll();

  EXPECT_TRUE(absl::IsAlreadyExists(AddProvider("stored", "http://x").status()));
  EXPECT_TRUE(absl::IsAlreadyExists(AddProvider("demo", "http://x").status()));
  EXPECT_TRUE(absl::IsAlreadyExists(AddAccount("stored").status()));
  EXPECT_TRUE(absl::IsAlreadyExists(AddDeployment("stored", "stored-model").status()));
}

TEST_F(StoredCatalog, AnUnknownProviderIsNotFound) {
  EXPECT_TRUE(absl::IsNotFound(AddAccount("nobody").status()));
  EXPECT_TRUE(absl::IsNotFound(AddDeployment("nobody", "x").status()));
}

TEST_F(StoredCatalog, WrongFieldsAreInvalid) {
  EXPECT_TRUE(absl::IsInvalidArgument(AddProvider("bad name", "http://x").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(AddProvider("ok", "http://user:pass@x").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(AddProvider("ok", "http://x/?key=1").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(AddAccount("demo", "two words").status()));
}

TEST_F(StoredCatalog, AFilesProviderTakesStoredAccountsAndDeployments) {
  ASSERT_TRUE(AddAccount("demo").ok());
  ASSERT_TRUE(AddDeployment("demo", "extra").ok());

  EXPECT_TRUE(Ask(router_, "extra").ok());
}

TEST_F(StoredCatalog, ARemovedProviderTakesItsAccountsAndDeploymentsAlong) {
  AddAll();
  v1::DeleteProviderRequest request;
  request.set_name("stored");

  ASSERT_TRUE(Call(router_, &Stub::DeleteProvider, request).ok());

  EXPECT_TRUE(absl::IsNotFound(Ask(router_, "stored-model")));
  EXPECT_EQ(database_.Execute("SELECT count(*) FROM router.account")[0][0].as<int>(), 0);
  EXPECT_EQ(database_.Execute("SELECT count(*) FROM router.deployment")[0][0].as<int>(), 0);
  EXPECT_TRUE(absl::IsNotFound(Call(router_, &Stub::DeleteProvider, request).status()));
}

TEST_F(StoredCatalog, AccountsAndDeploymentsAreRemovedById) {
  AddAll();
  const auto deployments = Call(router_, &Stub::ListDeployments, v1::ListDeploymentsRequest());
  const auto accounts = Call(router_, &Stub::ListAccounts, v1::ListAccountsRequest());
  v1::DeleteDeploymentRequest deployment;
  deployment.set_id(deployments->deployments(1).id());
  v1::DeleteAccountRequest account;
  account.set_id(accounts->accounts(2).id());

  EXPECT_TRUE(Call(router_, &Stub::DeleteDeployment, deployment).ok());
  EXPECT_TRUE(Call(router_, &Stub::DeleteAccount, account).ok());

  EXPECT_TRUE(absl::IsNotFound(Ask(router_, "stored-model")));
  EXPECT_TRUE(absl::IsNotFound(Call(router_, &Stub::DeleteDeployment, deployment).status()));
  EXPECT_TRUE(absl::IsNotFound(Call(router_, &Stub::DeleteAccount, account).status()));
}

TEST_F(StoredCatalog, WhatComesFromTheFileIsNotRemoved) {
  v1::DeleteProviderRequest provider;
  provider.set_name("demo");
  v1::DeleteDeploymentRequest deployment;
  deployment.set_id(Call(router_, &Stub::ListDeployments, v1::ListDeploymentsRequest())->deployments(0).id());
  v1::DeleteAccountRequest account;
  account.set_id(Call(router_, &Stub::ListAccounts, v1::ListAccountsRequest())->accounts(0).id());

  EXPECT_TRUE(absl::IsFailedPrecondition(Call(router_, &Stub::DeleteProvider, provider).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(Call(router_, &Stub::DeleteDeployment, deployment).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(Call(router_, &Stub::DeleteAccount, account).status()));
}

TEST_F(StoredCatalog, ListsHaveBothOriginsInOrder) {
  AddAll();

  const auto providers = Call(router_, &Stub::ListProviders, v1::ListProvidersRequest());
  const auto deployments = Call(router_, &Stub::ListDeployments, v1::ListDeploymentsRequest());
  const auto models = Call(router_, &Stub::ListModels, v1::ListModelsRequest());

  ASSERT_EQ(providers->total(), 3);
  EXPECT_EQ(providers->providers(0).name(), "away");
  EXPECT_EQ(providers->providers(1).origin(), v1::FILE);
  EXPECT_EQ(providers->providers(2).name(), "stored");
  EXPECT_EQ(providers->providers(2).base_url(), demo_.openai_url());
  EXPECT_EQ(providers->providers(2).origin(), v1::DATABASE);
  ASSERT_EQ(deployments->total(), 2);
  EXPECT_EQ(deployments->deployments(0).model(), "m");
  EXPECT_EQ(deployments->deployments(1).upstream_model(), "stored-model");
  EXPECT_EQ(deployments->deployments(1).weight(), 1);
  ASSERT_EQ(models->models_size(), 2);
  EXPECT_EQ(models->models(1).name(), "stored-model");
  EXPECT_EQ(models->models(1).providers(0), "stored");
  EXPECT_GT(models->models(0).create_time().seconds(), 1'700'000'000);
}

class Probes : public StoredCatalog {
 protected:
  v1::ProbeAccountResponse Probe(const std::string& id) {
    return router_.client().ProbeAccount(RequestContext::Background(5s), id).value();
  }
};

TEST_F(Probes, AWorkingAccountIsHealthy) {
  const v1::ProbeAccountResponse result = Probe(AddAccount("demo")->account().id());

  EXPECT_TRUE(result.healthy());
  EXPECT_EQ(result.status(), 200);
  EXPECT_EQ(result.error(), "");
  EXPECT_GT(result.latency_us(), 0);
}

TEST_F(Probes, ARefusedKeyIsAResultWithoutTheProvidersWords) {
  const v1::ProbeAccountResponse result = Probe(AddAccount("demo", "sk-bad-0123456789")->account().id());

  EXPECT_FALSE(result.healthy());
  EXPECT_EQ(result.status(), 401);
  EXPECT_EQ(result.error(), "the provider answered 401");
}

TEST_F(Probes, AProviderThatIsAwayIsAResultWithoutItsAddress) {
  const v1::ProbeAccountResponse result = Probe(AddAccount("away")->account().id());

  EXPECT_FALSE(result.healthy());
  EXPECT_EQ(result.status(), 0);
  EXPECT_EQ(result.error(), "the provider could not be reached");
}

TEST_F(Probes, AnUnknownAccountIsNotFound) {
  const auto result = router_.client().ProbeAccount(RequestContext::Background(5s), NewUuid());

  EXPECT_TRUE(absl::IsNotFound(result.status()));
}

}  // namespace
}  // namespace signalbox::router
