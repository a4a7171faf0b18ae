#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/metrics/metrics.h"
#include "gateway/call.h"
#include "gateway/filters/chain.h"

namespace signalbox::gateway {

/// The edge's numbers. Series are looked up by hash of the raw values once they exist; labels are built only for a
/// series' first use. Models and providers are labels only when the configuration has them, and at most
/// `kMaxModels` pairs of them; what is beyond is "other". Any thread.
class EdgeMetrics : public std::enable_shared_from_this<EdgeMetrics> {
 public:
  static constexpr std::size_t kMaxModels = 1'000;

  EdgeMetrics();

  /// Counts and times every request of a route. Lives in a shared_ptr.
  Filter Measure();

  /// A request that the server refused before it reached any route.
  void CountRefused(int status);

  void CountClientGone() { clients_gone_.Increment(); }
  void CountSessionFailure(std::string_view operation);  ///< "load", "append" or "keep".
  void CountLedgerFailure() { ledger_failures_.Increment(); }
  void SetOutboxDepth(std::size_t entries) { outbox_depth_.Set(static_cast<double>(entries)); }

 private:
  /// The series of one route, model and provider.
  struct Series {
    std::string model;
    std::string provider;
    prometheus::Histogram* duration = nullptr;
    prometheus::Histogram* time_to_first_byte = nullptr;
    std::array<prometheus::Counter*, 5> tokens{};                               // In the order of kTokenTypes.
    std::map<std::pair<int, std::string_view>, prometheus::Counter*> requests;  // By status and client.
  };
  struct Shard {
    std::mutex mutex;                                // Guards series.
    std::unordered_map<std::string, Series> series;  // By endpoint, model and provider.
  };

  void Record(const Call& call);
  Series& SeriesOf(Shard& shard, const Call& call);
  Series NewSeries(const std::string& endpoint, const std::string& model, const std::string& provider);
  prometheus::Counter& RequestsOf(Series& series, const Call& call, int status, std::string_view client);

  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& durations_;
  prometheus::Family<prometheus::Histogram>& first_bytes_;
  prometheus::Family<prometheus::Counter>& tokens_;
  prometheus::Family<prometheus::Gauge>& active_;
  prometheus::Family<prometheus::Counter>& session_failures_;
  prometheus::Histogram& overhead_;
  prometheus::Gauge& outbox_depth_;
  prometheus::Counter& clients_gone_;
  prometheus::Counter& ledger_failures_;
  std::array<Shard, 16> shards_;
  std::atomic<std::size_t> pairs_{0};
};

}  // namespace signalbox::gateway
