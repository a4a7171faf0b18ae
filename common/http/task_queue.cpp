#include "common/http/task_queue.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

namespace signalbox::http {

TaskQueue::TaskQueue() : descriptor_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

TaskQueue::~TaskQueue() {
  close(descriptor_);
}

bool TaskQueue::Push(Task& task) {
  bool was_empty = false;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    was_empty = tasks_.empty();
    tasks_.push_back(std::move(task));
  }
  if (was_empty) Wake();
  return true;
}

void TaskQueue::Wake() {
  // Edge-triggered: every write is reported, so nobody ever reads the counter; 2^64 wake-ups do not happen.
  eventfd_write(descriptor_, 1);
}

void TaskQueue::TakeAll(std::vector<Task>& tasks) {
  const std::lock_guard lock(mutex_);
  tasks.swap(tasks_);
}

void TaskQueue::Close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
}

}  // namespace signalbox::http
