#pragma once

#include <condition_variable>
#include <mutex>
#include <string>

#include "common/postgres/listener.h"
#include "common/postgres/pool.h"
#include "services/identity/domain/key_changes.h"

namespace signalbox::identity {

/// Tells a sink of every change of keys that any replica commits, on a thread of its own.
class PgKeyFeed {
 public:
  PgKeyFeed(const postgres::Options& options, postgres::Pool& pool, KeyChangeSink& sink);
  ~PgKeyFeed();

 private:
  void Open();
  void Hear(const std::string& payload);
  bool Wait();

  postgres::Pool& pool_;
  KeyChangeSink& sink_;

  std::mutex mutex_;  // Guards stopped_.
  std::condition_variable stop_;
  bool stopped_ = false;

  postgres::Listener listener_;  // Last: its thread uses everything above.
};

}  // namespace signalbox::identity
