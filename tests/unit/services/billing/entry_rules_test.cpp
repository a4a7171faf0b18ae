#include "services/billing/domain/entry_rules.h"

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/unit/services/billing/sample_entry.h"

namespace signalbox::billing {
namespace {

using namespace std::chrono_literals;

void ExpectRefused(const std::string& field, const std::function<void(Entry&)>& spoil) {
  Entry entry = SampleEntry();
  spoil(entry);
  const absl::Status status = CheckEntry(entry, kSampleNow);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << field;
  EXPECT_EQ(MetadataOf(status)["field"], field);
}

TEST(EntryRulesTest, AnEntryAsTheGatewayMakesItIsFine) {
  EXPECT_TRUE(CheckEntry(SampleEntry(), kSampleNow).ok());
}

TEST(EntryRulesTest, WhatCannotBeAnEntryIsRefusedNamingTheField) {
  ExpectRefused("entry_id", [](Entry& entry) { entry.entry_id = "17"; });
  ExpectRefused("model", [](Entry& entry) { entry.model.clear(); });
  ExpectRefused("ending", [](Entry& entry) { entry.outcome = Outcome::kUnknown; });
  ExpectRefused("start_time", [](Entry& entry) { entry.start_time = TimePoint{}; });
  ExpectRefused("start_time", [](Entry& entry) { entry.start_time = kSampleNow + 25h; });
  ExpectRefused("end_time", [](Entry& entry) { entry.end_time = TimePoint{}; });
  ExpectRefused("status", [](Entry& entry) { entry.status = -1; });
  ExpectRefused("ttft_us", [](Entry& entry) { entry.ttft = -1us; });
  ExpectRefused("duration_us", [](Entry& entry) { entry.duration = -1us; });
  ExpectRefused("attempts", [](Entry& entry) { entry.attempts = -1; });
}

TEST(EntryRulesTest, AClockThatRunsADayAheadIsForgiven) {
  Entry entry = SampleEntry();
  entry.start_time = entry.end_time = kSampleNow + 23h;
  EXPECT_TRUE(CheckEntry(entry, kSampleNow).ok());
}

TEST(EntryRulesTest, LongTextsAreCutBetweenCharacters) {
  Entry entry = SampleEntry();
  entry.end_user.assign(255, 'a');
  entry.end_user += "\u00e9\u00e9";
  TidyTexts(entry);
  EXPECT_EQ(entry.end_user, std::string(255, 'a'));
}

TEST(EntryRulesTest, NulBytesAreTakenOut) {
  Entry entry = SampleEntry();
  entry.session_id = std::string("a\0b", 3);
  TidyTexts(entry);
  EXPECT_EQ(entry.session_id, "ab");
}

TEST(EntryRulesTest, UsageIsPlausibleUpToAHundredMillionTokensOfAClass) {
  EXPECT_EQ(ImplausibleUsage({100'000'000, 100'000'000, 100'000'000, 100'000'000, 100'000'000}), std::nullopt);
  EXPECT_NE(ImplausibleUsage({.output = 100'000'001}), std::nullopt);
}

TEST(EntryRulesTest, NegativeUsageIsImplausibleAndTold) {
  EXPECT_THAT(ImplausibleUsage({.input = 5, .input_cached = -3}),
              ::testing::Optional(::testing::HasSubstr("input_cached=-3")));
}

}  // namespace
}  // namespace signalbox::billing
