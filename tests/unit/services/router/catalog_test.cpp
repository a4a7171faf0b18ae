#include "services/router/domain/catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/router/catalog_fixtures.h"

namespace signalbox::router {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace testing;  // NOLINT: this service's fixtures.

TEST(MergeCatalogs, TheFileWinsANameThatBothUse) {
  const Catalog file{{MakeProvider("a")}, {MakeAccount("a", "main")}, {MakeDeployment("m", "a", 7)}};
  Catalog stored{{MakeProvider("a", Origin::kDatabase)},
                 {MakeAccount("a", "main", Origin::kDatabase)},
                 {MakeDeployment("m", "a", 9, Origin::kDatabase)}};

  const MergedCatalog merged = Merge(file, stored);

  ASSERT_EQ(merged.catalog.providers.size(), 1u);
  ASSERT_EQ(merged.catalog.accounts.size(), 1u);
  ASSERT_EQ(merged.catalog.deployments.size(), 1u);
  EXPECT_EQ(merged.catalog.providers[0].origin, Origin::kFile);
  EXPECT_EQ(merged.catalog.accounts[0].origin, Origin::kFile);
  EXPECT_EQ(merged.catalog.deployments[0].traits.weight, 7u);
  EXPECT_THAT(merged.warnings, ElementsAre(HasSubstr("provider \"a\""), HasSubstr("account \"main\""),
                                           HasSubstr("deployment of model \"m\"")));
}

TEST(MergeCatalogs, KeepsBothWhereNamesDiffer) {
  const Catalog file{{MakeProvider("b")}, {MakeAccount("b", "x")}, {MakeDeployment("m", "b")}};
  const Catalog stored{{MakeProvider("a", Origin::kDatabase)},
                       {MakeAccount("a", "x", Origin::kDatabase), MakeAccount("b", "y", Origin::kDatabase)},
                       {MakeDeployment("m", "a", 1, Origin::kDatabase)}};

  const MergedCatalog merged = Merge(file, stored);

  EXPECT_EQ(merged.catalog.providers.size(), 2u);
  EXPECT_EQ(merged.catalog.providers[0].name, "a");
  EXPECT_EQ(merged.catalog.accounts.size(), 3u);
  EXPECT_EQ(merged.catalog.deployments.size(), 2u);
  EXPECT_THAT(merged.warnings, IsEmpty());
}

TEST(MergeCatalogs, LeavesOutWhatBelongsToNoProvider) {
  const Catalog stored{{}, {MakeAccount("gone", "x", Origin::kDatabase)}, {MakeDeployment("m", "gone")}};

  const MergedCatalog merged = Merge({}, stored);

  EXPECT_THAT(merged.catalog.accounts, IsEmpty());
  EXPECT_THAT(merged.catalog.deployments, IsEmpty());
  EXPECT_EQ(merged.warnings.size(), 2u);
}

TEST(KeyPrefixOf, OfAnAccessKeyWithItsSecretOnlyTheFormerShows) {
  EXPECT_EQ(KeyPrefix("AKIAABCDEFGHIJKLMNOP:verysecret"), "AKIAAB");
  EXPECT_EQ(KeyPrefix("A:verysecretverysecretverysecret"), "");
}

TEST(KeyPrefixOf, OfAServiceAccountOnlyItsAddressShows) {
  EXPECT_EQ(KeyPrefix(R"({"private_key": "-----BEGIN", "client_email" : "box@p.iam.gserviceaccount.com"})"),
            "box@p.iam.gserviceaccount.com");
  EXPECT_EQ(KeyPrefix(R"({"private_key": "-----BEGIN PRIVATE KEY"})"), "");
  EXPECT_EQ(KeyPrefix(R"({"client_email": "-----BEGIN PRIVATE KEY----- @"})"), "");
  EXPECT_EQ(KeyPrefix(R"({"client_email": "unfinished@)"), "");
  EXPECT_EQ(KeyPrefix(R"({"client_email":)"), "");
}

TEST(KeyPrefixOf, ShowsSevenCharactersOfALongKeyAndAThirdOfAShortOne) {
  EXPECT_EQ(KeyPrefix("sk-proj-0123456789012345678901234567890123456789"), "sk-proj");
  EXPECT_EQ(KeyPrefix("abcdefghi"), "abc");
  EXPECT_EQ(KeyPrefix("ab"), "");
  EXPECT_EQ(KeyPrefix(""), "");
}

}  // namespace
}  // namespace signalbox::router
