#include "common/upstream/mailbox.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

#include "common/upstream/running_transfer.h"

namespace signalbox::upstream {

Mailbox::Mailbox() : wake_fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (wake_fd_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Mailbox::~Mailbox() {
  ::close(wake_fd_);
}

void Mailbox::Post(Kind kind, std::shared_ptr<RunningTransfer> transfer) {
  bool asleep = false;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    commands_.push_back({kind, std::move(transfer)});
    asleep = std::exchange(asleep_, false);
  }
  WakeIf(asleep);
}

void Mailbox::Stop() {
  bool asleep = false;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    asleep = std::exchange(asleep_, false);
  }
  WakeIf(asleep);
}

bool Mailbox::MaySleep() {
  const std::lock_guard lock(mutex_);
  asleep_ = commands_.empty() && !stopping_;
  return asleep_;
}

bool Mailbox::Take(std::vector<Command>& commands) {
  commands.clear();
  const std::lock_guard lock(mutex_);
  asleep_ = false;
  commands_.swap(commands);
  return !stopping_;
}

bool Mailbox::Close() {
  const std::lock_guard lock(mutex_);
  closed_ = commands_.empty();
  return closed_;
}

void Mailbox::WakeIf(bool asleep) const {
  if (asleep) ::eventfd_write(wake_fd_, 1);
}

}  // namespace signalbox::upstream
