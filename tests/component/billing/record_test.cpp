#include <google/protobuf/util/time_util.h>

#include "common/metrics/metrics.h"
#include "tests/component/billing/billing_fixture.h"

namespace signalbox::billing {
namespace {

using ::testing::HasSubstr;

TEST_F(BillingTest, AnEntryIsShownAsItWasRecordedAndPriced) {
  v1::Entry entry = EntryAt("2026-03-10T12:00:00");
  entry.mutable_start_time()->set_nanos(123'456'789);
  entry.set_user_id("user-1");
  entry.set_team_id("team-1");
  entry.set_organization_id("organization-1");
  entry.set_end_user("her \"name\" \\ {x}, \u00e9");
  entry.set_session_id("session-1");
  entry.set_deployment("demo@demo");
  entry.set_account_id("account-1");
  entry.mutable_usage()->set_input_cached(4);
  entry.mutable_usage()->set_input_cache_write(5);
  entry.mutable_usage()->set_output_reasoning(6);
  entry.mutable_usage()->set_estimated(true);
  entry.set_ttft_us(1'500);
  entry.set_duration_us(2'000'250);
  entry.set_stream(true);

  EXPECT_EQ(Record({entry}).recorded(), 1);

  const v1::ListEntriesResponse list = List(Between("03-10", "03-10"));
  ASSERT_EQ(list.entries_size(), 1);
  const v1::EntryRecord& shown = list.entries(0);
  EXPECT_EQ(shown.entry_id(), entry.entry_id());
  EXPECT_EQ(shown.request_id(), "request-1");
  EXPECT_EQ(shown.key_id(), "key-1");
  EXPECT_EQ(shown.user_id(), "user-1");
  EXPECT_EQ(shown.team_id(), "team-1");
  EXPECT_EQ(shown.organization_id(), "organization-1");
  EXPECT_EQ(shown.end_user(), entry.end_user());
  EXPECT_EQ(shown.session_id(), "session-1");
  EXPECT_EQ(shown.model(), "demo");
  EXPECT_EQ(shown.provider(), "demo");
  EXPECT_EQ(shown.deployment(), "demo@demo");
  EXPECT_EQ(shown.account_id(), "account-1");
  EXPECT_EQ(shown.prompt_tokens(), 18);
  EXPECT_EQ(shown.completion_tokens(), 9);
  EXPECT_EQ(shown.total_tokens(), 27);
  EXPECT_EQ(shown.input_cached_tokens(), 4);
  EXPECT_EQ(shown.input_cache_write_tokens(), 5);
  EXPECT_EQ(shown.output_reasoning_tokens(), 6);
  EXPECT_EQ(shown.cost_nanos(), 2'700'000);
  EXPECT_EQ(shown.ending(), llm::v1::COMPLETED);
  EXPECT_EQ(shown.status(), 200);
  EXPECT_TRUE(shown.stream());
  EXPECT_TRUE(shown.estimated());
  EXPECT_FALSE(shown.unpriced());
  EXPECT_FALSE(shown.quarantined());
  EXPECT_EQ(google::protobuf::util::TimeUtil::ToString(shown.start_time()), "2026-03-10T12:00:00.123456Z");
  EXPECT_EQ(google::protobuf::util::TimeUtil::ToString(shown.end_time()), "2026-03-10T12:00:02Z");
  EXPECT_DOUBLE_EQ(shown.ttft_ms(), 1.5);
  EXPECT_DOUBLE_EQ(shown.duration_ms(), 2'000.25);
}

TEST_F(BillingTest, TheDemoAnswerCostsExactlyTwelveTenthsOfAMilliDollar) {
  Record({EntryAt("2026-03-10T12:00:00")});
  EXPECT_EQ(List(Between("03-10", "03-10")).summary().spend_nanos(), 1'200'000);
}

TEST_F(BillingTest, AnEntrySentAgainChangesNothing) {
  const v1::Entry entry = EntryAt("2026-03-10T12:00:00");
  Record({entry});

  const v1::RecordResponse again = Record({entry, EntryAt("2026-03-10T12:00:01"), entry});

  EXPECT_EQ(again.recorded(), 1);
  EXPECT_EQ(again.duplicates(), 2);
  const v1::ListEntriesResponse list = List(Between("03-10", "03-10"));
  EXPECT_EQ(list.total(), 2);
  EXPECT_EQ(list.summary().spend_nanos(), 2'400'000);
  EXPECT_EQ(SumByKey()[0].requests(), 2);
}

TEST_F(BillingTest, OneImpossibleEntryRefusesTheCallAndNothingIsKept) {
  v1::Entry broken = EntryAt("2026-03-10T12:00:00");
  broken.set_entry_id("not a uuid");

  const grpc::Status status = RecordStatus({EntryAt("2026-03-10T12:00:00"), broken});

  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("entries[1].entry_id"));
  EXPECT_EQ(Number("SELECT count(*) FROM billing.entry"), 0);
}

TEST_F(BillingTest, AnEntryWithoutAnEndingIsRefused) {
  v1::Entry entry = EntryAt("2026-03-10T12:00:00");
  entry.set_ending(llm::v1::ENDING_UNSPECIFIED);
  EXPECT_EQ(RecordStatus({entry}).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(BillingTest, EntriesOfAnyMonthSince2020FindTheirPartition) {
  Record({EntryAt("2020-01-01T00:00:00"), EntryAt("2024-02-29T23:59:59"), EntryAt("2025-12-31T23:59:59"),
          EntryAt("2026-01-01T00:00:00")});
  EXPECT_EQ(Number("SELECT count(*) FROM billing.entry"), 4);
  EXPECT_EQ(Number("SELECT count(*) FROM billing.entry_2025_12"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM billing.entry_2026_01"), 1);
}

TEST_F(BillingTest, APartitionThatWasDroppedIsMadeAgain) {
  Record({EntryAt("2026-03-10T12:00:00")});
  database_.Execute("DROP TABLE billing.entry_2026_03");

  const grpc::Status first = RecordStatus({EntryAt("2026-03-11T12:00:00")});

  EXPECT_NE(first.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Record({EntryAt("2026-03-11T12:00:00")}).recorded(), 1);
}

TEST_F(BillingTest, TheMonthsAheadAreMadeAtStart) {
  EXPECT_EQ(Number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'billing.entry'::regclass"), 3);
}

TEST_F(BillingTest, AModelWithoutARateCostsNothingAndIsFlagged) {
  v1::Entry entry = EntryAt("2026-03-10T12:00:00");
  entry.set_model("unheard-of");
  entry.set_upstream_model("unheard-of");
  entry.set_provider("openai");

  Record({entry});

  const v1::EntryRecord shown = List(Between("03-10", "03-10")).entries(0);
  EXPECT_TRUE(shown.unpriced());
  EXPECT_EQ(shown.cost_nanos(), 0);
  EXPECT_EQ(shown.total_tokens(), 12);
  EXPECT_THAT(metrics::Serialize(), HasSubstr("signalbox_billing_unpriced_total"));
}

TEST_F(BillingTest, UsageThatCannotBeTrueIsQuarantinedAndDoesNotHoldUpTheOthers) {
  v1::Entry wrong = EntryAt("2026-03-10T12:00:00");
  wrong.mutable_usage()->set_output(-3);

  EXPECT_EQ(Record({wrong, EntryAt("2026-03-10T12:00:01")}).recorded(), 2);

  const v1::ListEntriesResponse list = List(Between("03-10", "03-10"));
  EXPECT_EQ(list.summary().spend_nanos(), 1'200'000);
  EXPECT_TRUE(list.entries(1).quarantined());
  EXPECT_EQ(list.entries(1).total_tokens(), 0);
  EXPECT_EQ(Number("SELECT count(*) FROM billing.entry WHERE reported_usage LIKE '%output=-3%'"), 1);
}

TEST_F(BillingTest, TextThatPostgresCannotHoldIsCleanedInsteadOfRefused) {
  v1::Entry entry = EntryAt("2026-03-10T12:00:00");
  entry.set_session_id(std::string("a\0b", 3));
  entry.set_end_user(std::string(1'000, 'x'));

  Record({entry});

  const v1::EntryRecord shown = List(Between("03-10", "03-10")).entries(0);
  EXPECT_EQ(shown.session_id(), "ab");
  EXPECT_EQ(shown.end_user().size(), 256u);
}

TEST_F(BillingTest, MoreThanAThousandEntriesAreRefused) {
  const std::vector<v1::Entry> entries(1'001, EntryAt("2026-03-10T12:00:00"));
  EXPECT_EQ(RecordStatus(entries).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(BillingTest, WithoutItsDatabaseItIsUnavailableAndWorksAgainWhenItIsBack) {
  Record({EntryAt("2026-03-10T12:00:00")});
  database_.TakeAway();
  EXPECT_EQ(RecordStatus({EntryAt("2026-03-10T12:00:01")}).error_code(), grpc::StatusCode::UNAVAILABLE);

  database_.Restore();

  EXPECT_EQ(Record({EntryAt("2026-03-10T12:00:02")}).recorded(), 1);
}

}  // namespace
}  // namespace signalbox::billing
