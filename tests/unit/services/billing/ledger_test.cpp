#include "services/billing/domain/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/unit/services/billing/sample_entry.h"

namespace signalbox::billing {
namespace {

using ::testing::_;
using ::testing::DoAll;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Return;
using ::testing::SaveArg;
using ::testing::StrictMock;

class MockStore : public LedgerStore {
 public:
  MOCK_METHOD(absl::StatusOr<std::int64_t>, Add, (const RequestContext&, const std::vector<LedgerEntry>&), (override));
  MOCK_METHOD(absl::StatusOr<EntryPage>, Find, (const RequestContext&, const EntryQuery&), (override));
  MOCK_METHOD(absl::StatusOr<std::vector<KeySums>>, SumByKey,
              (const RequestContext&, const std::vector<std::string>&, int), (override));
};

class MockObserver : public LedgerObserver {
 public:
  MOCK_METHOD(void, Unpriced, (const LedgerEntry&), (override));
  MOCK_METHOD(void, Quarantined, (const LedgerEntry&), (override));
};

RateTable DemoRates() {
  RateCard card = *ParseRateCard("test", "demo, demo, 2026-01-01, 100, , , 100,");
  card.rates[0].id = 7;
  return RateTable({std::move(card)});
}

class LedgerTest : public ::testing::Test {
 protected:
  /// What the store is given when `entries` are recorded.
  std::vector<LedgerEntry> Stored(std::vector<Entry> entries) {
    std::vector<LedgerEntry> stored;
    EXPECT_CALL(store_, Add).WillOnce(DoAll(SaveArg<1>(&stored), Return(static_cast<std::int64_t>(entries.size()))));
    EXPECT_TRUE(ledger_.Record({}, std::move(entries)).ok());
    return stored;
  }

  StrictMock<MockStore> store_;
  StrictMock<MockObserver> observer_;
  RateBook rates_{DemoRates()};
  Ledger ledger_{store_, rates_, observer_, [] { return kSampleNow; }};
};

TEST_F(LedgerTest, AnEntryIsStoredWithItsCostAndTheRateItCameFrom) {
  const std::vector<LedgerEntry> stored = Stored({SampleEntry()});

  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored[0].cost, Nanos{1'200'000});
  EXPECT_EQ(stored[0].rate_id, 7);
  EXPECT_FALSE(stored[0].unpriced);
  EXPECT_FALSE(stored[0].quarantined);
}

TEST_F(LedgerTest, TokensOfUnknownPriceCostNothingAreFlaggedAndReported) {
  Entry entry = SampleEntry();
  entry.upstream_model = entry.model = "unheard-of";
  EXPECT_CALL(observer_, Unpriced(Field(&LedgerEntry::model, "unheard-of")));

  const std::vector<LedgerEntry> stored = Stored({entry});

  EXPECT_TRUE(stored[0].unpriced);
  EXPECT_EQ(stored[0].cost, Nanos{0});
  EXPECT_EQ(stored[0].rate_id, 0);
  EXPECT_EQ(stored[0].tokens, entry.tokens);
}

TEST_F(LedgerTest, ARequestWithoutTokensIsNotUnpriced) {
  Entry entry = SampleEntry();
  entry.upstream_model = entry.model = "unheard-of";
  entry.outcome = Outcome::kRefused;
  entry.tokens = {};

  EXPECT_FALSE(Stored({entry})[0].unpriced);
}

TEST_F(LedgerTest, UsageThatCannotBeTrueIsQuarantinedWithoutTokensOrCost) {
  Entry entry = SampleEntry();
  entry.tokens = {.input = 9, .output = -3};
  EXPECT_CALL(observer_, Quarantined(Field(&LedgerEntry::entry_id, entry.entry_id)));

  const std::vector<LedgerEntry> stored = Stored({entry});

  EXPECT_TRUE(stored[0].quarantined);
  EXPECT_EQ(stored[0].tokens, TokenCounts{});
  EXPECT_EQ(stored[0].cost, Nanos{0});
  EXPECT_THAT(stored[0].reported_usage, HasSubstr("output=-3"));
}

TEST_F(LedgerTest, EntriesReachTheStoreInOneOrderWhateverTheirOrderInTheCall) {
  Entry early = SampleEntry();
  early.start_time -= std::chrono::seconds(1);
  early.entry_id.back() = '9';
  Entry first = SampleEntry();
  Entry second = SampleEntry();
  second.entry_id.back() = '2';

  EXPECT_THAT(Stored({second, early, first}),
              ElementsAre(Field(&LedgerEntry::entry_id, early.entry_id), Field(&LedgerEntry::entry_id, first.entry_id),
                          Field(&LedgerEntry::entry_id, second.entry_id)));
}

TEST_F(LedgerTest, WhatTheStoreHadAlreadyIsCountedAsDuplicate) {
  EXPECT_CALL(store_, Add).WillOnce(Return(1));

  const auto result = ledger_.Record({}, {SampleEntry(), SampleEntry(), SampleEntry()});

  EXPECT_EQ(result->recorded, 1);
  EXPECT_EQ(result->duplicates, 2);
}

TEST_F(LedgerTest, OneImpossibleEntryMeansThatNoneIsRecorded) {
  Entry broken = SampleEntry();
  broken.entry_id = "no uuid";

  const absl::Status status = ledger_.Record({}, {SampleEntry(), broken}).status();

  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(MessageOf(status), HasSubstr("entries[1].entry_id"));
}

TEST_F(LedgerTest, MoreThanAThousandEntriesAreRefused) {
  const std::vector<Entry> entries(1'001, SampleEntry());
  EXPECT_EQ(ledger_.Record({}, entries).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(LedgerTest, NothingIsRecordedWithoutAskingTheStore) {
  const auto result = ledger_.Record({}, {});
  EXPECT_EQ(result->recorded, 0);
}

TEST_F(LedgerTest, NewRatesCountFromTheirPublicationOn) {
  RateCard card = *ParseRateCard("newer", "demo, demo, 2026-01-01, 200, , , 200,");
  rates_.Publish(RateTable({std::move(card)}));

  EXPECT_EQ(Stored({SampleEntry()})[0].cost, Nanos{2'400'000});
}

TEST_F(LedgerTest, AWrongQuestionNeverReachesTheStore) {
  EXPECT_EQ(ledger_.Find({}, {.start_date = "2026-13-01"}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ledger_.SumByKey({}, {}, -1).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ledger_.SumByKey({}, std::vector<std::string>(1'001, "key"), 0).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace signalbox::billing
