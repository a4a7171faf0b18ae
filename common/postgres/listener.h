#pragma once

#include <functional>
#include <string>
#include <thread>

#include "common/postgres/pool.h"

namespace signalbox::postgres {

/// Hears NOTIFYs on one channel, on a thread and connection of its own.
///
/// `on_notify` gets the payload; `on_reconnect` is called after every (re)connect, first one included, because
/// notifications sent in between were missed; `on_lost` as soon as a connection that was reported so has broken. All
/// run on the listener's thread, and a call in progress is waited for. The destructor stops and joins within 200 ms.
class Listener {
 public:
  Listener(Options options, std::string channel, std::function<void(const std::string& payload)> on_notify,
           std::function<void()> on_reconnect, std::function<void()> on_lost = nullptr);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

 private:
  std::jthread thread_;
};

}  // namespace signalbox::postgres
