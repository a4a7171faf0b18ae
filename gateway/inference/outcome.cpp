#include "gateway/inference/outcome.h"

#include <algorithm>
#include <cctype>

#include <google/protobuf/util/time_util.h>

namespace signalbox::gateway {
namespace {

google::protobuf::Timestamp ToTimestamp(TimePoint time) {
  const auto nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch());
  return google::protobuf::util::TimeUtil::NanosecondsToTimestamp(nanos.count());
}

std::string NameOf(llm::v1::Ending ending) {
  std::string name = llm::v1::Ending_Name(ending);
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  return name;
}

void FillPrincipal(const Principal& principal, billing::v1::Entry& entry) {
  entry.set_key_id(principal.key_id);
  entry.set_user_id(principal.user_id);
  entry.set_team_id(principal.team_id);
  entry.set_organization_id(principal.organization_id);
}

}  // namespace

llm::v1::Usage TotalUsage(const router::v1::Tail& tail) {
  llm::v1::Usage total;
  for (const router::v1::Attempt& attempt : tail.attempts()) {
    const llm::v1::Usage& usage = attempt.usage();
    total.set_input(total.input() + usage.input());
    total.set_input_cached(total.input_cached() + usage.input_cached());
    total.set_input_cache_write(total.input_cache_write() + usage.input_cache_write());
    total.set_output(total.output() + usage.output());
    total.set_output_reasoning(total.output_reasoning() + usage.output_reasoning());
    total.set_estimated(total.estimated() || usage.estimated());
  }
  return total;
}

std::chrono::microseconds UpstreamTime(const router::v1::Tail& tail) {
  std::int64_t total = 0;
  for (const router::v1::Attempt& attempt : tail.attempts()) total += attempt.duration_us();
  return std::chrono::microseconds(total);
}

billing::v1::Entry EntryOf(const Call& call, const AdmissionTicket& ticket, const Asked& asked,
                           const Outcome& outcome) {
  const auto duration = std::chrono::steady_clock::now() - call.arrival();
  billing::v1::Entry entry;
  entry.set_entry_id(ticket.id());
  entry.set_request_id(call.request_id);
  *entry.mutable_start_time() = ToTimestamp(ticket.arrival_time());
  *entry.mutable_end_time() =
      ToTimestamp(ticket.arrival_time() + std::chrono::duration_cast<TimePoint::duration>(duration));
  FillPrincipal(ticket.principal(), entry);
  entry.set_end_user(asked.user);
  entry.set_session_id(asked.session_id);
  entry.set_model(asked.model);
  if (outcome.last) {
    entry.set_deployment(outcome.last->deployment());
    entry.set_provider(outcome.last->provider());
    entry.set_account_id(outcome.last->account_id());
    entry.set_upstream_model(outcome.last->upstream_model());
  }
  *entry.mutable_usage() = outcome.usage;
  entry.set_ending(outcome.ending);
  entry.set_status(outcome.status);
  entry.set_ttft_us(outcome.answer.count());
  entry.set_duration_us(std::chrono::duration_cast<std::chrono::microseconds>(duration).count());
  entry.set_stream(asked.stream);
  entry.set_attempts(outcome.attempts);
  return entry;
}

void Note(const Outcome& outcome, CallRecord& record) {
  record.ending = NameOf(outcome.ending);
  record.usage = outcome.usage;
  record.attempts = outcome.attempts;
  record.model_served = outcome.last.has_value();
  if (!outcome.last) return;
  record.provider = outcome.last->provider();
  record.deployment = outcome.last->deployment();
}

}  // namespace signalbox::gateway
