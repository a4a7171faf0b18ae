#include "services/router/domain/snapshot_keeper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/unit/services/router/catalog_fixtures.h"
#include "tests/unit/services/router/mock_catalog_store.h"

namespace signalbox::router {
namespace {

using ::testing::_;
using ::testing::IsNull;
using ::testing::Return;
using ::testing::SizeIs;
using ::testing::StrictMock;
using namespace testing;  // NOLINT: this service's fixtures.

class SnapshotKeeperTest : public ::testing::Test {
 protected:
  static Catalog Stored(const std::string& model) {
    return {{MakeProvider("s", Origin::kDatabase)},
            {MakeAccount("s", "main", Origin::kDatabase)},
            {MakeDeployment(model, "s", 1, Origin::kDatabase)}};
  }

  StrictMock<MockCatalogStore> store_;
  LiveTable live_;
  SnapshotKeeper keeper_{
      store_, live_, {{MakeProvider("f")}, {MakeAccount("f", "main")}, {MakeDeployment("m", "f")}}, {}, PlainApiOf};
};

TEST_F(SnapshotKeeperTest, HasNothingBeforeTheFirstReload) {
  EXPECT_THAT(keeper_.Current(), IsNull());
}

TEST_F(SnapshotKeeperTest, ReloadPutsFileAndStoreTogether) {
  EXPECT_CALL(store_, Load(_)).WillOnce(Return(Stored("n")));

  ASSERT_TRUE(keeper_.Reload({}).ok());

  EXPECT_TRUE(keeper_.Current()->Find("m"));
  EXPECT_TRUE(keeper_.Current()->Find("n"));
}

TEST_F(SnapshotKeeperTest, AFailedReloadKeepsTheLastGoodSnapshot) {
  Catalog unusable = Stored("o");
  unusable.providers[0].kind = "telegraph";
  EXPECT_CALL(store_, Load(_))
      .WillOnce(Return(Stored("n")))
      .WillOnce(Return(absl::UnavailableError("away")))
      .WillOnce(Return(unusable));
  ASSERT_TRUE(keeper_.Reload({}).ok());
  const auto good = keeper_.Current();

  EXPECT_FALSE(keeper_.Reload({}).ok());
  EXPECT_FALSE(keeper_.Reload({}).ok());

  EXPECT_EQ(keeper_.Current(), good);
}

TEST_F(SnapshotKeeperTest, ARequestKeepsTheSnapshotItBeganWith) {
  EXPECT_CALL(store_, Load(_)).WillOnce(Return(Stored("n"))).WillOnce(Return(Catalog{}));
  ASSERT_TRUE(keeper_.Reload({}).ok());
  const auto before = keeper_.Current();

  ASSERT_TRUE(keeper_.Reload({}).ok());

  EXPECT_TRUE(before->Find("n"));
  EXPECT_FALSE(keeper_.Current()->Find("n"));
}

TEST_F(SnapshotKeeperTest, ReloadTellsWhatHadToBeLeftOut) {
  EXPECT_CALL(store_, Load(_)).WillOnce(Return(Catalog{{}, {MakeAccount("gone", "x", Origin::kDatabase)}, {}}));

  EXPECT_THAT(*keeper_.Reload({}), SizeIs(1));
}

}  // namespace
}  // namespace signalbox::router
