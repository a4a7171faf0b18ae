#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <sys/epoll.h>

namespace signalbox::upstream {

/// Watches sockets with epoll. One thread.
///
/// A socket nobody wants to hear of stays registered as it was until it speaks up: between two requests over one
/// connection there is then no system call.
class Poller {
 public:
  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  /// Wakes Wait() once for every write to this eventfd; nobody needs to read it.
  void WatchWakeups(int event_fd);

  /// From now on Wait() reports these events (EPOLLIN, EPOLLOUT) of `fd`; 0: none.
  void Want(int fd, std::uint32_t events);

  /// To be called before `fd` is closed.
  void Forget(int fd);

  /// Waits for events that somebody wants, at most `timeout_ms` (-1: for ever). The result lasts until the next call.
  std::span<const epoll_event> Wait(int timeout_ms);

 private:
  struct Interest {
    std::uint32_t registered = 0;
    std::uint32_t wanted = 0;
  };

  void Register(int fd, Interest& interest);
  bool IsWanted(const epoll_event& event);

  int epoll_;
  int wake_fd_ = -1;
  std::vector<Interest> interests_;  // By descriptor.
  std::array<epoll_event, 64> events_{};
};

}  // namespace signalbox::upstream
