#include "services/router/storage/pg_live_channel.h"

#include <chrono>
#include <utility>

#include <pthread.h>

#include "common/context/ids.h"
#include "common/log/log.h"
#include "common/status/error.h"
#include "services/router/storage/live_news_json.h"

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMaxWaiting = 1000;
constexpr std::chrono::milliseconds kSendTimeout = 1s;
constexpr const char* kNotify = "SELECT pg_notify($1, $2)";

}  // namespace

PgLiveChannel::PgLiveChannel(const postgres::Options& options, postgres::Pool& pool, LiveTable& live)
    : channel_(options.schema + "_live"),
      origin_(NewUuid()),
      pool_(pool),
      listener_(
          options, channel_,
          [&live, origin = origin_](const std::string& payload) {
            if (const auto news = NewsFromJson(payload, origin)) Apply(*news, live, SystemNow());
          },
          [] {}),
      sender_([this](const std::stop_token& stop) { Run(stop); }) {
  pthread_setname_np(sender_.native_handle(), "live");
}

PgLiveChannel::~PgLiveChannel() = default;

void PgLiveChannel::Tell(LiveNews news) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() == kMaxWaiting) return;
    waiting_.push_back(std::move(news));
  }
  came_.notify_one();
}

void PgLiveChannel::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (const std::deque<LiveNews> news = Take(stop); !news.empty()) Send(news);
  }
}

std::deque<LiveNews> PgLiveChannel::Take(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  came_.wait(lock, stop, [&] { return !waiting_.empty(); });
  return std::exchange(waiting_, {});
}

void PgLiveChannel::Send(const std::deque<LiveNews>& news) {
  const auto send = [&] {
    return pool_.InTransaction(RequestContext::Background(kSendTimeout), [&](pqxx::work& tx) {
      for (const LiveNews& one : news) tx.exec_params(kNotify, channel_, ToJson(one, origin_));
      return absl::OkStatus();
    });
  };
  // The first try may be the one that finds its connection broken.
  absl::Status status = send();
  if (absl::IsUnavailable(status)) status = send();
  if (!status.ok()) log::Warn("the other replicas were not told who is left alone", {{"error", MessageOf(status)}});
}

}  // namespace signalbox::router
