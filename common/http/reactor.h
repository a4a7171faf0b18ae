#pragma once

#include <memory>
#include <vector>

namespace signalbox::http {

class EventLoop;

/// Threads that wait for sockets and run the loops, one thread each: Pistache's asynchronous reactor.
class Reactor {
 public:
  /// Attaches the loops; no thread runs yet. Throws what Pistache throws when descriptors run out.
  explicit Reactor(std::vector<std::shared_ptr<EventLoop>> loops);

  /// Joins the threads, then detaches the loops.
  ~Reactor();
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;

  void Start();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace signalbox::http
