#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "common/postgres/listener.h"
#include "common/postgres/pool.h"
#include "services/router/domain/live/live_news.h"
#include "services/router/domain/live/live_table.h"

namespace signalbox::router {

/// Tells the other replicas what this one has seen, and acts on what they have: through NOTIFY, so nothing is stored.
///
/// Any thread. Its two threads live from construction to destruction; the destructor waits for at most one write.
class PgLiveChannel {
 public:
  /// `pool` and `live` must outlive it.
  PgLiveChannel(const postgres::Options& options, postgres::Pool& pool, LiveTable& live);
  ~PgLiveChannel();

  /// Does not wait. News that cannot be sent, or that comes while a thousand others wait, is dropped: it is of use for
  /// a moment only, and the others find out for themselves.
  void Tell(LiveNews news);

 private:
  void Run(const std::stop_token& stop);
  std::deque<LiveNews> Take(const std::stop_token& stop);
  void Send(const std::deque<LiveNews>& news);

  const std::string channel_;
  const std::string origin_;
  postgres::Pool& pool_;

  std::mutex mutex_;  // Guards waiting_.
  std::condition_variable_any came_;
  std::deque<LiveNews> waiting_;

  postgres::Listener listener_;
  std::jthread sender_;
};

}  // namespace signalbox::router
