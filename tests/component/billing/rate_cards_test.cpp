#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "common/context/ids.h"
#include "common/status/error.h"
#include "tests/component/billing/billing_fixture.h"

namespace signalbox::billing {
namespace {

using ::testing::HasSubstr;

class RateCardsTest : public BillingTest {
 protected:
  ~RateCardsTest() override { std::filesystem::remove(path_); }

  /// Writes the operator's own card; returns the setting that names it.
  std::string OwnCard(const std::string& text) {
    std::ofstream(path_) << text;
    return fmt::format("  rate_card: \"{}\"\n", path_.string());
  }

  const std::filesystem::path path_ = std::filesystem::temp_directory_path() / ("rate-card-" + NewUuid() + ".csv");
};

TEST_F(RateCardsTest, LoadingACardAgainAddsNothing) {
  const std::int64_t rates = Number("SELECT count(*) FROM billing.rate");
  EXPECT_GT(rates, 30);

  Restart();

  EXPECT_EQ(Number("SELECT count(*) FROM billing.rate_card"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM billing.rate"), rates);
}

TEST_F(RateCardsTest, AnEntryRemembersTheRateItWasPricedWith) {
  Record({EntryAt("2026-03-10T12:00:00")});
  EXPECT_EQ(Number("SELECT count(*) FROM billing.entry JOIN billing.rate ON rate.id = rate_id"
                   " WHERE rate.model = 'demo' AND rate.provider = 'demo' AND rate.input = 100000000"),
            1);
}

TEST_F(RateCardsTest, TheOperatorsOwnCardWins) {
  Restart(OwnCard("demo, *, 2026-01-01, 1, , , 2,"));
  Record({EntryAt("2026-03-10T12:00:00")});
  EXPECT_EQ(List(Between("03-10", "03-10")).summary().spend_nanos(), 15'000);
}

TEST_F(RateCardsTest, AnEditedCardIsANewVersionAndOldEntriesKeepTheirs) {
  Restart(OwnCard("demo, *, 2026-01-01, 1, , , 2,"));
  Record({EntryAt("2026-03-10T12:00:00")});

  Restart(OwnCard("demo, *, 2026-01-01, 3, , , 2,"));
  Record({EntryAt("2026-03-10T12:00:01")});

  EXPECT_EQ(Number("SELECT count(*) FROM billing.rate_card"), 3);
  EXPECT_EQ(Number("SELECT count(DISTINCT rate_id) FROM billing.entry"), 2);
  EXPECT_EQ(List(Between("03-10", "03-10")).summary().spend_nanos(), 15'000 + 33'000);
}

TEST_F(RateCardsTest, ABrokenCardStopsTheStartNamingItsLine) {
  const absl::Status status = StartStatus(OwnCard("# mine\ndemo, *, 2026-01-01, free, , , 2,"));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(MessageOf(status), HasSubstr("line 2"));
}

TEST_F(RateCardsTest, ACardThatIsNotThereStopsTheStart) {
  EXPECT_THAT(MessageOf(StartStatus("  rate_card: /nowhere/card.csv\n")), HasSubstr("/nowhere/card.csv"));
}

TEST_F(RateCardsTest, AnUnknownSettingStopsTheStart) {
  EXPECT_THAT(MessageOf(StartStatus("  ratecard: x\n")), HasSubstr("ratecard"));
}

TEST_F(RateCardsTest, ASchemaThatWasNeverMigratedStopsTheStart) {
  database_.Execute("DROP SCHEMA billing CASCADE");
  EXPECT_EQ(StartStatus("").code(), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace signalbox::billing
