#include "common/upstream/poller.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace signalbox::upstream {

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
}

Poller::~Poller() {
  ::close(epoll_);
}

void Poller::WatchWakeups(int event_fd) {
  wake_fd_ = event_fd;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLET;
  event.data.fd = event_fd;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, event_fd, &event);
}

void Poller::Want(int fd, std::uint32_t events) {
  const auto index = static_cast<std::size_t>(fd);
  if (index >= interests_.size()) interests_.resize(index + 1);
  Interest& interest = interests_[index];
  interest.wanted = events;
  if (events != 0) Register(fd, interest);
}

void Poller::Forget(int fd) {
  const auto index = static_cast<std::size_t>(fd);
  if (index >= interests_.size()) return;
  interests_[index].wanted = 0;
  Register(fd, interests_[index]);
}

std::span<const epoll_event> Poller::Wait(int timeout_ms) {
  const int count = ::epoll_wait(epoll_, events_.data(), static_cast<int>(events_.size()), timeout_ms);
  const auto end = std::remove_if(events_.begin(), events_.begin() + std::max(count, 0),
                                  [this](const epoll_event& event) { return !IsWanted(event); });
  return {events_.begin(), end};
}

void Poller::Register(int fd, Interest& interest) {
  if (interest.registered == interest.wanted) return;
  epoll_event event{};
  event.events = interest.wanted;
  event.data.fd = fd;
  const int operation = interest.registered == 0 ? EPOLL_CTL_ADD : interest.wanted == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
  ::epoll_ctl(epoll_, operation, fd, &event);
  interest.registered = interest.wanted;
}

bool Poller::IsWanted(const epoll_event& event) {
  if (event.data.fd == wake_fd_) return false;
  Interest& interest = interests_[static_cast<std::size_t>(event.data.fd)];
  if (interest.wanted == 0) Register(event.data.fd, interest);
  return interest.wanted != 0;
}

}  // namespace signalbox::upstream
