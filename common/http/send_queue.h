#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace signalbox::http {

class ServerExchange;

/// A piece of an answer on its way to the kernel.
struct Segment {
  std::string bytes = {};
  std::size_t body_begin = 0;  ///< Where body bytes begin and end in `bytes`; the rest is head or chunk framing.
  std::size_t body_end = 0;
  std::shared_ptr<ServerExchange> exchange = {};  ///< Told of body bytes taken; may be null.
  std::function<void(bool taken)> done = {};      ///< May be empty.
};

/// The unsent output of one connection, in order. Reactor thread only.
class SendQueue {
 public:
  enum class Result {
    kDrained,  ///< The kernel has taken everything.
    kBlocked,  ///< It will report when it can take more.
    kBroken,   ///< The connection cannot be written to any more.
  };

  void Push(Segment segment);

  /// Writes what the kernel takes. Callbacks of segments taken whole are moved to `taken`, in order.
  Result Flush(int fd, std::vector<std::function<void(bool taken)>>& taken);

  /// Drops everything and moves the callbacks to `dropped`.
  void Clear(std::vector<std::function<void(bool taken)>>& dropped);

  bool empty() const { return first_ == segments_.size(); }
  std::size_t bytes() const { return bytes_; }

 private:
  long Write(int fd) const;
  void Took(std::size_t bytes, std::vector<std::function<void(bool taken)>>& taken);

  std::vector<Segment> segments_;
  std::size_t first_ = 0;   ///< Segments before it were taken whole.
  std::size_t offset_ = 0;  ///< Bytes taken of the first one left.
  std::size_t bytes_ = 0;
};

}  // namespace signalbox::http
