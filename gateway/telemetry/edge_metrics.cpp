#include "gateway/telemetry/edge_metrics.h"

#include "gateway/telemetry/client_name.h"

namespace signalbox::gateway {
namespace {

constexpr int kClientClosedRequest = 499;
constexpr std::string_view kTokenTypes[] = {"input", "input_cached", "input_cache_write", "output", "output_reasoning"};
constexpr char kOther[] = "other";

double Seconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

std::array<std::int64_t, 5> TokensOf(const llm::v1::Usage& usage) {
  return {usage.input(), usage.input_cached(), usage.input_cache_write(), usage.output(), usage.output_reasoning()};
}

}  // namespace

EdgeMetrics::EdgeMetrics()
    : requests_(metrics::Counter("signalbox_requests_total", "Finished requests.")),
      durations_(metrics::Histogram("signalbox_request_duration_seconds", "From arrival to the end of the answer.")),
      first_bytes_(
          metrics::Histogram("signalbox_ttft_seconds", "From arrival to the first byte of a streamed answer.")),
      tokens_(metrics::Counter("signalbox_tokens_total", "Tokens processed; the types are disjoint.")),
      active_(metrics::Gauge("signalbox_active_requests", "Requests under way, streams included.")),
      session_failures_(
          metrics::Counter("signalbox_session_failures_total", "Sessions that could not be loaded or continued.")),
      overhead_(metrics::Histogram("signalbox_overhead_seconds", "Our own share of the time before an answer began.")
                    .Add({{"stage", "total"}}, metrics::LatencyBuckets())),
      outbox_depth_(metrics::Gauge("signalbox_outbox_depth", "Entries that billing has not acknowledged.").Add({})),
      clients_gone_(
          metrics::Counter("signalbox_client_disconnects_total", "Callers that left before their answer ended.")
              .Add({})),
      ledger_failures_(metrics::Counter("signalbox_ledger_failures_total",
                                        "Finished requests that could not be written to the outbox.")
                           .Add({})) {}

Filter EdgeMetrics::Measure() {
  return [self = shared_from_this()](Handler next, const std::string& endpoint) -> Handler {
    prometheus::Gauge& active = self->active_.Add({{"endpoint", endpoint}});
    return [self, &active, next = std::move(next)](std::shared_ptr<Call> call) {
      active.Increment();
      call->AtEnd([self, &active](const Call& ended) {
        active.Decrement();
        self->Record(ended);
      });
      next(std::move(call));
    };
  };
}

void EdgeMetrics::CountRefused(int status) {
  requests_
      .Add({{"method", kOther},
            {"endpoint", kOther},
            {"model", ""},
            {"provider", ""},
            {"status_code", std::to_string(status)},
            {"client", kOther}})
      .Increment();
}

void EdgeMetrics::CountSessionFailure(std::string_view operation) {
  session_failures_.Add({{"operation", std::string(operation)}}).Increment();
}

EdgeMetrics::Series EdgeMetrics::NewSeries(const std::string& endpoint, const std::string& model,
                                           const std::string& provider) {
  Series series;
  series.model = model;
  series.provider = provider;
  series.duration =
      &durations_.Add({{"endpoint", endpoint}, {"model", model}, {"provider", provider}}, metrics::LatencyBuckets());
  if (model.empty()) return series;
  series.time_to_first_byte = &first_bytes_.Add({{"model", model}, {"provider", provider}}, metrics::LatencyBuckets());
  for (std::size_t i = 0; i < series.tokens.size(); ++i) {
    series.tokens[i] =
        &tokens_.Add({{"model", model}, {"provider", provider}, {"token_type", std::string(kTokenTypes[i])}});
  }
  return series;
}

EdgeMetrics::Series& EdgeMetrics::SeriesOf(Shard& shard, const Call& call) {
  const CallRecord& record = call.record;
  std::string key = call.endpoint();
  if (record.model_served) key.append(1, '\0').append(record.model).append(1, '\0').append(record.provider);
  if (const auto it = shard.series.find(key); it != shard.series.end()) return it->second;
  if (!record.model_served) {
    return shard.series.emplace(std::move(key), NewSeries(call.endpoint(), "", "")).first->second;
  }
  if (pairs_.fetch_add(1, std::memory_order_relaxed) < kMaxModels) {
    return shard.series.emplace(std::move(key), NewSeries(call.endpoint(), record.model, record.provider))
        .first->second;
  }
  pairs_.fetch_sub(1, std::memory_order_relaxed);
  return shard.series.try_emplace(call.endpoint() + '\0' + kOther, NewSeries(call.endpoint(), kOther, kOther))
      .first->second;
}

prometheus::Counter& EdgeMetrics::RequestsOf(Series& series, const Call& call, int status, std::string_view client) {
  prometheus::Counter*& counter = series.requests[{status, client}];
  if (counter == nullptr) {
    counter = &requests_.Add({{"method", call.Request().method},
                              {"endpoint", call.endpoint()},
                              {"model", series.model},
                              {"provider", series.provider},
                              {"status_code", std::to_string(status)},
                              {"client", std::string(client)}});
  }
  return *counter;
}

void EdgeMetrics::Record(const Call& call) {
  const CallRecord& record = call.record;
  const int status = call.client_gone() ? kClientClosedRequest : call.StatusSent();
  const std::string_view client = ClientName(call.Request().Header("user-agent"));
  Shard& shard = shards_[std::hash<std::string>{}(record.model) % shards_.size()];
  prometheus::Histogram* duration = nullptr;
  prometheus::Histogram* first_byte = nullptr;
  prometheus::Counter* requests = nullptr;
  std::array<prometheus::Counter*, 5> tokens{};
  {
    const std::lock_guard lock(shard.mutex);
    Series& series = SeriesOf(shard, call);
    duration = series.duration;
    first_byte = series.time_to_first_byte;
    tokens = series.tokens;
    requests = &RequestsOf(series, call, status, client);
  }
  requests->Increment();
  duration->Observe(Seconds(std::chrono::steady_clock::now() - call.arrival()));
  if (!record.model_served) return;
  if (record.stream && call.StatusSent() != 0) first_byte->Observe(Seconds(call.time_to_answer()));
  if (call.StatusSent() != 0) overhead_.Observe(Seconds(call.time_to_answer() - record.upstream));
  const auto counts = TokensOf(record.usage);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0 && tokens[i] != nullptr) tokens[i]->Increment(static_cast<double>(counts[i]));
  }
}

}  // namespace signalbox::gateway
