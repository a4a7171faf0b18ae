#include "services/router/domain/snapshot_renewer.h"

#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/router/catalog_fixtures.h"
#include "tests/unit/services/router/mock_catalog_store.h"

namespace signalbox::router {
namespace {

using ::testing::_;
using ::testing::Return;
using ::testing::StrictMock;
using namespace testing;  // NOLINT: this service's fixtures.
using namespace std::chrono_literals;

class SnapshotRenewerTest : public ::testing::Test {
 protected:
  StrictMock<MockCatalogStore> store_;
  LiveTable live_;
  SnapshotKeeper keeper_{store_, live_, {}, {}, PlainApiOf};
};

TEST_F(SnapshotRenewerTest, TriesAgainByItselfUntilItSucceeds) {
  EXPECT_CALL(store_, Load(_))
      .WillOnce(Return(absl::UnavailableError("away")))
      .WillOnce(Return(absl::UnavailableError("away")))
      .WillOnce(Return(Catalog{}));
  std::promise<void> succeeded;
  SnapshotRenewer renewer(
      keeper_,
      [&](const SnapshotRenewer::Outcome& outcome) {
        if (outcome.ok()) succeeded.set_value();
      },
      1ms);

  renewer.Renew();

  ASSERT_EQ(succeeded.get_future().wait_for(10s), std::future_status::ready);
  EXPECT_TRUE(keeper_.Current());
}

TEST_F(SnapshotRenewerTest, AChangeEndsTheWaitForTheNextTry) {
  EXPECT_CALL(store_, Load(_)).WillOnce(Return(absl::DataLossError("bad row"))).WillOnce(Return(Catalog{}));
  std::promise<void> failed;
  std::promise<void> succeeded;
  SnapshotRenewer renewer(
      keeper_, [&](const SnapshotRenewer::Outcome& outcome) { (outcome.ok() ? succeeded : failed).set_value(); }, 1h);
  renewer.Renew();
  failed.get_future().wait();

  renewer.Renew();

  EXPECT_EQ(succeeded.get_future().wait_for(10s), std::future_status::ready);
}

TEST_F(SnapshotRenewerTest, EndsWhileItWaits) {
  EXPECT_CALL(store_, Load(_)).WillOnce(Return(absl::UnavailableError("away")));
  std::promise<void> failed;
  SnapshotRenewer renewer(
      keeper_, [&](const SnapshotRenewer::Outcome&) { failed.set_value(); }, 1h);
  renewer.Renew();

  failed.get_future().wait();
}

TEST_F(SnapshotRenewerTest, DoesNothingUntold) {
  SnapshotRenewer renewer(
      keeper_, [](const auto&) {}, 1ms);
}

}  // namespace
}  // namespace signalbox::router
