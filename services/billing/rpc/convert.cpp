#include "services/billing/rpc/convert.h"

#include <google/protobuf/timestamp.pb.h>

namespace signalbox::billing {
namespace {

using std::chrono::microseconds;

TimePoint FromProto(const google::protobuf::Timestamp& time) {
  return TimePoint(std::chrono::seconds(time.seconds()) + microseconds(time.nanos() / 1'000));
}

void Fill(TimePoint time, google::protobuf::Timestamp& proto) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  proto.set_seconds(seconds.time_since_epoch().count());
  proto.set_nanos(static_cast<std::int32_t>(std::chrono::nanoseconds(time - seconds).count()));
}

Outcome FromProto(llm::v1::Ending ending) {
  switch (ending) {
    case llm::v1::COMPLETED:
    case llm::v1::CLIENT_CANCELLED:
    case llm::v1::UPSTREAM_ERROR:
    case llm::v1::UPSTREAM_CUT:
    case llm::v1::TIMEOUT:
    case llm::v1::REFUSED:
      return static_cast<Outcome>(ending);
    default:
      return Outcome::kUnknown;
  }
}

Entry FromProto(const v1::Entry& proto) {
  Entry entry;
  entry.entry_id = proto.entry_id();
  entry.request_id = proto.request_id();
  entry.start_time = FromProto(proto.start_time());
  entry.end_time = FromProto(proto.end_time());
  entry.key_id = proto.key_id();
  entry.user_id = proto.user_id();
  entry.team_id = proto.team_id();
  entry.organization_id = proto.organization_id();
  entry.end_user = proto.end_user();
  entry.session_id = proto.session_id();
  entry.model = proto.model();
  entry.deployment = proto.deployment();
  entry.provider = proto.provider();
  entry.account_id = proto.account_id();
  entry.upstream_model = proto.upstream_model();
  entry.tokens = {.input = proto.usage().input(),
                  .input_cached = proto.usage().input_cached(),
                  .input_cache_write = proto.usage().input_cache_write(),
                  .output = proto.usage().output(),
                  .output_reasoning = proto.usage().output_reasoning()};
  entry.estimated = proto.usage().estimated();
  entry.outcome = FromProto(proto.ending());
  entry.status = proto.status();
  entry.ttft = microseconds(proto.ttft_us());
  entry.duration = microseconds(proto.duration_us());
  entry.stream = proto.stream();
  entry.attempts = proto.attempts();
  return entry;
}

double Milliseconds(microseconds time) {
  return static_cast<double>(time.count()) / 1e3;
}

void Fill(const LedgerEntry& entry, v1::EntryRecord& proto) {
  proto.set_entry_id(entry.entry_id);
  proto.set_request_id(entry.request_id);
  proto.set_key_id(entry.key_id);
  proto.set_user_id(entry.user_id);
  proto.set_team_id(entry.team_id);
  proto.set_organization_id(entry.organization_id);
  proto.set_end_user(entry.end_user);
  proto.set_session_id(entry.session_id);
  proto.set_model(entry.model);
  proto.set_provider(entry.provider);
  proto.set_deployment(entry.deployment);
  proto.set_account_id(entry.account_id);
  proto.set_prompt_tokens(entry.tokens.Prompt());
  proto.set_completion_tokens(entry.tokens.Completion());
  proto.set_total_tokens(entry.tokens.Prompt() + entry.tokens.Completion());
  proto.set_input_cached_tokens(entry.tokens.input_cached);
  proto.set_input_cache_write_tokens(entry.tokens.input_cache_write);
  proto.set_output_reasoning_tokens(entry.tokens.output_reasoning);
  proto.set_cost_nanos(entry.cost.value);
  proto.set_ending(static_cast<llm::v1::Ending>(entry.outcome));
  proto.set_status(entry.status);
  proto.set_stream(entry.stream);
  proto.set_estimated(entry.estimated);
  proto.set_unpriced(entry.unpriced);
  proto.set_quarantined(entry.quarantined);
  Fill(entry.start_time, *proto.mutable_start_time());
  Fill(entry.end_time, *proto.mutable_end_time());
  proto.set_ttft_ms(Milliseconds(entry.ttft));
  proto.set_duration_ms(Milliseconds(entry.duration));
}

// v1::SpendSummary and v1::DailyUsage share these fields.
template <typename Message>
void Fill(const Sums& sums, Message& proto) {
  proto.set_spend_nanos(sums.spend.value);
  proto.set_api_requests(sums.requests);
  proto.set_prompt_tokens(sums.prompt_tokens);
  proto.set_completion_tokens(sums.completion_tokens);
  proto.set_total_tokens(sums.prompt_tokens + sums.completion_tokens);
}

}  // namespace

std::vector<Entry> FromProto(const v1::RecordRequest& request) {
  std::vector<Entry> entries;
  entries.reserve(static_cast<std::size_t>(request.entries_size()));
  for (const v1::Entry& entry : request.entries()) entries.push_back(FromProto(entry));
  return entries;
}

EntryRequest FromProto(const v1::ListEntriesRequest& request) {
  return {.key_id = request.key_id(),
          .team_id = request.team_id(),
          .user_id = request.user_id(),
          .model = request.model(),
          .request_id = request.request_id(),
          .start_date = request.start_date(),
          .end_date = request.end_date(),
          .limit = request.limit(),
          .offset = request.offset(),
          .page = request.page()};
}

v1::ListEntriesResponse ToProto(const EntryPage& page) {
  v1::ListEntriesResponse response;
  for (const LedgerEntry& entry : page.entries) Fill(entry, *response.add_entries());
  response.set_total(page.sums.requests);
  Fill(page.sums, *response.mutable_summary());
  for (const DaySums& day : page.days) {
    v1::DailyUsage& usage = *response.add_daily_usage();
    usage.set_date(FormatDay(day.day));
    Fill(day.sums, usage);
  }
  return response;
}

v1::SumByKeyResponse ToProto(const std::vector<KeySums>& sums) {
  v1::SumByKeyResponse response;
  for (const KeySums& key : sums) {
    v1::KeySum& sum = *response.add_sums();
    sum.set_key_id(key.key_id);
    sum.set_spend_nanos(key.spend.value);
    sum.set_total_tokens(key.tokens);
    sum.set_requests(key.requests);
  }
  return response;
}

}  // namespace signalbox::billing
