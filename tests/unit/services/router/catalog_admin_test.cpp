#include "services/router/domain/catalog_admin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/context/ids.h"
#include "common/status/error.h"
#include "services/router/providers/kind_rules.h"
#include "tests/unit/services/router/catalog_fixtures.h"
#include "tests/unit/services/router/mock_catalog_store.h"

namespace signalbox::router {
namespace {

using ::testing::_;
using ::testing::AllOf;
using ::testing::Field;
using ::testing::Return;
using ::testing::StrictMock;
using namespace testing;  // NOLINT: this service's fixtures.

class CatalogAdminTest : public ::testing::Test {
 protected:
  StrictMock<MockCatalogStore> store_;
  const Catalog file_{{MakeProvider("file")}, {MakeAccount("file", "main")}, {MakeDeployment("m", "file")}};
  const KindRules rules_;
  CatalogAdmin admin_{store_, file_, rules_};
};

TEST_F(CatalogAdminTest, AProviderIsNormalisedBeforeItIsStored) {
  Provider provider = MakeProvider("new");
  provider.kind = "";
  provider.base_url = "https://new.example/v1/";
  EXPECT_CALL(store_, AddProvider(_, AllOf(Field(&Provider::kind, "openai"),
                                           Field(&Provider::base_url, "https://new.example/v1"))))
      .WillOnce(Return(provider));

  EXPECT_TRUE(admin_.CreateProvider({}, provider).ok());
}

TEST_F(CatalogAdminTest, WrongFieldsAreNamedAndNeverStored) {
  Provider bad_url = MakeProvider("new");
  bad_url.base_url = "http://u:p@host";
  Provider bad_kind = MakeProvider("new");
  bad_kind.kind = "telegraph";
  Deployment heavy = MakeDeployment("m", "file", 1001);
  Account no_key = MakeAccount("file", "x");
  no_key.api_key = "";

  const absl::Status statuses[] = {
      admin_.CreateProvider({}, bad_url).status(), admin_.CreateProvider({}, bad_kind).status(),
      admin_.CreateDeployment({}, heavy).status(), admin_.CreateAccount({}, no_key).status()};

  const char* fields[] = {"base_url", "kind", "weight", "api_key"};
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(statuses[i].code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(MetadataOf(statuses[i])["field"], fields[i]);
  }
}

TEST_F(CatalogAdminTest, SettingsAreCheckedAndNamed) {
  Provider provider = MakeProvider("new");
  provider.kind = "bedrock";

  EXPECT_EQ(MetadataOf(admin_.CreateProvider({}, provider).status())["field"], "settings.region");
}

TEST_F(CatalogAdminTest, ASecretMustFitTheStoredProvidersKind) {
  Provider vertex = MakeProvider("stored", Origin::kDatabase);
  vertex.kind = "vertex";
  EXPECT_CALL(store_, FindProvider(_, "stored")).WillOnce(Return(vertex));

  const absl::Status status = admin_.CreateAccount({}, MakeAccount("stored", "main")).status();

  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(MetadataOf(status)["field"], "api_key");
}

TEST_F(CatalogAdminTest, AnAccountOfAnUnknownProviderIsNotFound) {
  EXPECT_CALL(store_, FindProvider(_, "nobody")).WillOnce(Return(absl::NotFoundError("")));

  EXPECT_TRUE(absl::IsNotFound(admin_.CreateAccount({}, MakeAccount("nobody", "main")).status()));
}

TEST_F(CatalogAdminTest, NamesOfTheFileAreTaken) {
  EXPECT_TRUE(absl::IsAlreadyExists(admin_.CreateProvider({}, MakeProvider("file")).status()));
  EXPECT_TRUE(absl::IsAlreadyExists(admin_.CreateAccount({}, MakeAccount("file", "main")).status()));
  EXPECT_TRUE(absl::IsAlreadyExists(admin_.CreateDeployment({}, MakeDeployment("m", "file")).status()));
}

TEST_F(CatalogAdminTest, OnlyProvidersOutsideTheFileMustBeStored) {
  EXPECT_CALL(store_, AddAccount(_, _, false)).WillOnce(Return(MakeAccount("file", "second")));
  EXPECT_CALL(store_, AddDeployment(_, _, true)).WillOnce(Return(MakeDeployment("m", "other")));

  EXPECT_TRUE(admin_.CreateAccount({}, MakeAccount("file", "second")).ok());
  EXPECT_TRUE(admin_.CreateDeployment({}, MakeDeployment("m", "other")).ok());
}

TEST_F(CatalogAdminTest, ADeploymentsUpstreamModelDefaultsToThePublicName) {
  Deployment deployment = MakeDeployment("new", "file");
  deployment.upstream_model = "";
  EXPECT_CALL(store_, AddDeployment(_, Field(&Deployment::upstream_model, "new"), _)).WillOnce(Return(deployment));

  EXPECT_TRUE(admin_.CreateDeployment({}, deployment).ok());
}

TEST_F(CatalogAdminTest, WhatComesFromTheFileStays) {
  EXPECT_TRUE(absl::IsFailedPrecondition(admin_.DeleteProvider({}, "file")));
  EXPECT_TRUE(absl::IsFailedPrecondition(admin_.DeleteAccount({}, file_.accounts[0].id)));
  EXPECT_TRUE(absl::IsFailedPrecondition(admin_.DeleteDeployment({}, file_.deployments[0].id)));
}

TEST_F(CatalogAdminTest, AnIdThatIsNoneIsNotFoundWithoutAskingTheStore) {
  EXPECT_TRUE(absl::IsNotFound(admin_.DeleteAccount({}, "nonsense")));
  EXPECT_TRUE(absl::IsNotFound(admin_.DeleteDeployment({}, "")));
}

TEST_F(CatalogAdminTest, RemovalsReachTheStore) {
  const std::string id = NewUuid();
  EXPECT_CALL(store_, RemoveAccount(_, id)).WillOnce(Return(absl::OkStatus()));

  EXPECT_TRUE(admin_.DeleteAccount({}, id).ok());
}

}  // namespace
}  // namespace signalbox::router
