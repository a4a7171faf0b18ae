#include "common/http/send_queue.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <sys/socket.h>
#include <sys/uio.h>

#include "common/http/server_exchange.h"

namespace signalbox::http {
namespace {

constexpr std::size_t kMaxPieces = 16;  // Of one system call.

std::size_t BodyBytesBefore(const Segment& segment, std::size_t position) {
  return std::clamp(position, segment.body_begin, segment.body_end) - segment.body_begin;
}

}  // namespace

void SendQueue::Push(Segment segment) {
  if (first_ > segments_.size() / 2) {
    segments_.erase(segments_.begin(), segments_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
  bytes_ += segment.bytes.size();
  segments_.push_back(std::move(segment));
}

SendQueue::Result SendQueue::Flush(int fd, std::vector<std::function<void(bool taken)>>& taken) {
  while (!empty()) {
    const long written = Write(fd);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Result::kBlocked;
    if (written < 0) return Result::kBroken;
    Took(static_cast<std::size_t>(written), taken);
  }
  return Result::kDrained;
}

long SendQueue::Write(int fd) const {
  std::array<iovec, kMaxPieces> pieces;
  std::size_t count = 0;
  std::size_t offset = offset_;
  for (std::size_t i = first_; i < segments_.size() && count < kMaxPieces; ++i, offset = 0) {
    const std::string& bytes = segments_[i].bytes;
    pieces[count++] = {const_cast<char*>(bytes.data()) + offset, bytes.size() - offset};
  }
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = count;
  return sendmsg(fd, &message, MSG_NOSIGNAL);
}

void SendQueue::Took(std::size_t bytes, std::vector<std::function<void(bool taken)>>& taken) {
  bytes_ -= bytes;
  while (!empty()) {
    Segment& segment = segments_[first_];
    const std::size_t step = std::min(bytes, segment.bytes.size() - offset_);
    if (segment.exchange) {
      segment.exchange->CountSent(BodyBytesBefore(segment, offset_ + step) - BodyBytesBefore(segment, offset_));
    }
    offset_ += step;
    bytes -= step;
    if (offset_ < segment.bytes.size()) return;
    if (segment.done) taken.push_back(std::move(segment.done));
    segment = {};  // Its memory and its exchange go now, not when the whole queue has drained.
    ++first_;
    offset_ = 0;
  }
  std::vector<Segment>().swap(segments_);  // Assigning {} would keep the memory.
  first_ = 0;
}

void SendQueue::Clear(std::vector<std::function<void(bool taken)>>& dropped) {
  for (Segment& segment : segments_) {
    if (segment.done) dropped.push_back(std::move(segment.done));
  }
  std::vector<Segment>().swap(segments_);
  first_ = 0;
  offset_ = 0;
  bytes_ = 0;
}

}  // namespace signalbox::http
