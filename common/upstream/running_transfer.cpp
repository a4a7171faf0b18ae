#include "common/upstream/running_transfer.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "common/upstream/address_guard.h"

namespace signalbox::upstream {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t kMaxHeadBytes = 256 * 1024;

std::chrono::microseconds Between(SteadyTime from, SteadyTime to) {
  return std::chrono::duration_cast<std::chrono::microseconds>(to - from);
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t start = text.find_first_not_of(kSpace);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kSpace) - start + 1);
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower;
}

// "HTTP/1.1 200 OK" or "HTTP/2 200".
int StatusOf(std::string_view line) {
  int status = 0;
  const std::size_t space = std::min(line.find(' '), line.size() - 1);
  std::from_chars(line.data() + space + 1, line.data() + line.size(), status);
  return status;
}

}  // namespace

RunningTransfer::RunningTransfer(Request request, std::shared_ptr<Observer> observer, std::shared_ptr<Mailbox> mailbox)
    : request_(std::move(request)),
      observer_(std::move(observer)),
      mailbox_(std::move(mailbox)),
      started_(steady_clock::now()) {}

void RunningTransfer::Cancel() {
  if (!cancelled_.exchange(true)) mailbox_->Post(Mailbox::Kind::kCancel, shared_from_this());
}

// The loop need not be woken: curl is stopped by the first bytes that find the transfer paused.
void RunningTransfer::Pause() {
  paused_ = true;
}

void RunningTransfer::Resume() {
  if (paused_.exchange(false)) mailbox_->Post(Mailbox::Kind::kResume, shared_from_this());
}

void RunningTransfer::StartTimers(Deadlines& deadlines) {
  deadlines_ = &deadlines;
  MoveDeadline();
}

RunningTransfer::Expiry RunningTransfer::NextExpiry() const {
  const Expiry total{started_ + request_.total_timeout, Failure::kTotalTimeout};
  Expiry phase = total;
  if (!connected_) {
    phase = {started_ + request_.connect_timeout, Failure::kConnectTimeout};
  } else if (paused_) {
    // It is the caller who is slow, not the provider.
  } else if (!has_bytes_) {
    phase = {quiet_since_ + request_.first_byte_timeout, Failure::kFirstByteTimeout};
  } else {
    phase = {quiet_since_ + request_.idle_timeout, Failure::kIdleTimeout};
  }
  return phase.due < total.due ? phase : total;
}

bool RunningTransfer::Admit(const sockaddr& address) {
  const bool admitted = request_.allow_private || IsPublicAddress(address);
  (admitted ? admitted_ : forbidden_) = true;
  return admitted;
}

bool RunningTransfer::OnConnected(const char* ip) {
  // A connection made for a request that may reach private addresses must not serve one that may not.
  if (!request_.allow_private && !IsPublicAddress(std::string(ip))) {
    forbidden_ = true;
    admitted_ = false;
    return false;
  }
  connected_ = true;
  quiet_since_ = steady_clock::now();
  MoveDeadline();
  return true;
}

bool RunningTransfer::OnHeaderLine(std::string_view line) {
  if (head_delivered_) return true;  // A trailer.
  head_bytes_ += line.size();
  const std::size_t colon = line.find(':');
  if (line.starts_with("HTTP/")) {
    head_.status = StatusOf(line);
    head_.headers.clear();  // Those of a "100 Continue".
  } else if (colon != std::string_view::npos) {
    head_.headers.emplace_back(Lower(Trim(line.substr(0, colon))), Trim(line.substr(colon + 1)));
  } else if (Trim(line).empty() && head_.status >= 200 && !is_cancelled()) {
    head_delivered_ = true;
    observer_->OnHead(head_);
  }
  return head_bytes_ <= kMaxHeadBytes;
}

RunningTransfer::Taken RunningTransfer::OnBytes(std::string_view bytes) {
  if (is_cancelled()) return Taken::kNever;
  if (paused_) {
    held_back_ = true;
    return Taken::kLater;
  }
  quiet_since_ = steady_clock::now();
  if (!has_bytes_) OnFirstByte();
  observer_->OnData(bytes);
  return Taken::kYes;
}

void RunningTransfer::OnFirstByte() {
  has_bytes_ = true;
  first_byte_ = quiet_since_;
  MoveDeadline();
}

bool RunningTransfer::TakeResume() {
  if (paused_) return false;
  quiet_since_ = steady_clock::now();
  MoveDeadline();
  return std::exchange(held_back_, false);
}

// Later bytes only put the deadline off: that is noticed when it comes, not for every piece.
void RunningTransfer::MoveDeadline() {
  if (deadlines_ != nullptr) deadlines_->Set(*this, NextExpiry().due);
}

void RunningTransfer::Finish(Failure failure, std::string detail) {
  if (deadlines_ != nullptr) deadlines_->Remove(*this);
  deadlines_ = nullptr;
  cancelled_ = true;  // Nothing is left to cancel.
  Result result;
  result.failure = failure;
  result.detail = std::move(detail);
  if (has_bytes_) result.first_byte = Between(started_, first_byte_);
  result.duration = Between(started_, steady_clock::now());
  const std::shared_ptr<Observer> observer = std::move(observer_);
  observer->OnDone(result);
  request_ = Request{};
}

}  // namespace signalbox::upstream
