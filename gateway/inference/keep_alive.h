#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include <absl/functional/function_ref.h>

namespace signalbox::gateway {

/// Looks at every open stream from time to time, so that silent ones can send a sign of life. Any thread.
class KeepAlive {
 public:
  using Time = std::chrono::steady_clock::time_point;

  class Stream {
   public:
    virtual ~Stream() = default;

    /// Must not block. Any thread.
    virtual void OnTick(Time now) = 0;

    /// The server closes in a moment: time for a last word. Must not block. Any thread, possibly several times.
    virtual void OnClosing() = 0;
  };

  /// Visits `stream` at every tick for as long as somebody owns it.
  void Add(std::weak_ptr<Stream> stream);

  /// Called about once a second by whoever owns this.
  void Tick(Time now);

  /// Tells every stream that the server closes in a moment.
  void Close();

 private:
  struct Shard {
    std::mutex mutex;  // Guards streams.
    std::vector<std::weak_ptr<Stream>> streams;
  };

  void Visit(absl::FunctionRef<void(Stream&)> visit);

  std::array<Shard, 16> shards_;
  std::atomic<std::size_t> next_shard_{0};
};

}  // namespace signalbox::gateway
