#pragma once

#include <cstdint>

namespace signalbox::http {

/// What a descriptor can do, as reported.
struct Readiness {
  bool readable = false;
  bool writable = false;
  bool closing = false;  ///< The other side has closed, or the connection has failed.
};

/// Waits for descriptors. `tag` comes back with every report.
class Poller {
 public:
  virtual ~Poller() = default;

  /// Reports each change once (edge-triggered), readable, writable and closing.
  virtual void Watch(int descriptor, std::uint64_t tag) = 0;

  /// Reports again and again while the descriptor is readable.
  virtual void WatchLevel(int descriptor, std::uint64_t tag) = 0;

  virtual void Unwatch(int descriptor) = 0;
};

}  // namespace signalbox::http
