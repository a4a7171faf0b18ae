#include "common/upstream/loop.h"

#include <algorithm>
#include <csignal>
#include <new>
#include <utility>

#include <pthread.h>

#include "common/upstream/failures.h"

namespace signalbox::upstream {
namespace {

using std::chrono::steady_clock;

// A peer that went away is an error of the write, not the end of the process: curl leaves that to us.
void BlockSigpipe() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

std::uint32_t ToEpoll(int what) {
  return (what == CURL_POLL_IN || what == CURL_POLL_INOUT ? EPOLLIN : 0U) |
         (what == CURL_POLL_OUT || what == CURL_POLL_INOUT ? EPOLLOUT : 0U);
}

int ToCurl(std::uint32_t events) {
  return ((events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) | ((events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
         ((events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
}

}  // namespace

Loop::Loop(std::string thread_name, int max_connections_per_host, int max_idle_connections)
    : max_idle_connections_(max_idle_connections), multi_(curl_multi_init()) {
  if (!multi_) throw std::bad_alloc();
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, OnTimer);
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, OnSocket);
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_.get(), CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(max_connections_per_host));
  BoundIdleConnections();
  poller_.WatchWakeups(mailbox_->wake_fd());
  thread_ = std::thread([this, name = std::move(thread_name)] { Run(name); });
}

Loop::~Loop() {
  mailbox_->Stop();
  thread_.join();
}

std::shared_ptr<Transfer> Loop::Start(Request request, std::shared_ptr<Observer> observer) {
  auto transfer = std::make_shared<RunningTransfer>(std::move(request), std::move(observer), mailbox_);
  load_.fetch_add(1, std::memory_order_relaxed);
  mailbox_->Post(Mailbox::Kind::kStart, transfer);
  return transfer;
}

int Loop::OnTimer(CURLM*, long timeout_ms, void* loop) {
  auto& due = static_cast<Loop*>(loop)->curl_due_;
  due.reset();
  if (timeout_ms >= 0) due = steady_clock::now() + std::chrono::milliseconds(timeout_ms);
  return 0;
}

int Loop::OnSocket(CURL*, curl_socket_t socket, int what, void* loop, void*) {
  static_cast<Loop*>(loop)->poller_.Want(socket, ToEpoll(what));
  return 0;
}

void Loop::Run(const std::string& thread_name) {
  pthread_setname_np(pthread_self(), thread_name.c_str());
  BlockSigpipe();
  while (!stopping_) RunOnce();
  do {
    CancelAll();
    mailbox_->Take(commands_);
    for (const Mailbox::Command& command : commands_) Obey(command);
  } while (!running_.empty() || !mailbox_->Close());
}

void Loop::RunOnce() {
  HandleSockets(mailbox_->MaySleep() ? SleepMillis() : 0);
  stopping_ = !mailbox_->Take(commands_);
  for (const Mailbox::Command& command : commands_) Obey(command);
  HandleCurlTimer();
  Reap();
  HandleDeadlines();
}

int Loop::SleepMillis() const {
  std::optional<SteadyTime> due = curl_due_;
  if (const DeadlineEntry* earliest = deadlines_.Earliest()) {
    due = due ? std::min(*due, earliest->due()) : earliest->due();
  }
  if (!due) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

void Loop::HandleSockets(int timeout_ms) {
  int running = 0;
  for (const epoll_event& event : poller_.Wait(timeout_ms)) {
    curl_multi_socket_action(multi_.get(), event.data.fd, ToCurl(event.events), &running);
  }
}

void Loop::Obey(const Mailbox::Command& command) {
  RunningTransfer& transfer = *command.transfer;
  switch (command.kind) {
    case Mailbox::Kind::kStart:
      return Begin(command.transfer);
    case Mailbox::Kind::kCancel:
      if (IsRunning(transfer)) End(transfer, Failure::kCancelled, "cancelled");
      return;
    case Mailbox::Kind::kResume:
      if (IsRunning(transfer) && transfer.TakeResume()) curl_easy_pause(transfer.handle->get(), CURLPAUSE_CONT);
      return;
  }
}

void Loop::HandleCurlTimer() {
  if (!curl_due_ || *curl_due_ > steady_clock::now()) return;
  curl_due_.reset();
  int running = 0;
  curl_multi_socket_action(multi_.get(), CURL_SOCKET_TIMEOUT, 0, &running);
}

void Loop::HandleDeadlines() {
  if (deadlines_.Earliest() == nullptr) return;
  const SteadyTime now = steady_clock::now();
  while (DeadlineEntry* earliest = deadlines_.Earliest()) {
    if (earliest->due() > now) return;
    auto& transfer = static_cast<RunningTransfer&>(*earliest);
    const RunningTransfer::Expiry expiry = transfer.NextExpiry();
    if (expiry.due > now) {
      deadlines_.Set(transfer, expiry.due);
    } else {
      End(transfer, expiry.failure, DescribeTimeout(expiry.failure));
    }
  }
}

void Loop::Reap() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    char* pointer = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &pointer);
    auto& transfer = *reinterpret_cast<RunningTransfer*>(pointer);
    Failure failure = FailureOf(code, transfer.is_connected());
    if (code != CURLE_OK && transfer.WasForbidden()) failure = Failure::kForbidden;
    if (transfer.is_cancelled()) failure = Failure::kCancelled;
    End(transfer, failure, failure == Failure::kNone ? std::string() : transfer.handle->Detail(code));
  }
}

void Loop::CancelAll() {
  while (!running_.empty()) End(*running_.back().transfer, Failure::kCancelled, "the client is being destroyed");
}

void Loop::Begin(const std::shared_ptr<RunningTransfer>& transfer) {
  std::unique_ptr<EasyHandle> handle = handles_.Take();
  std::string problem = handle->Prepare(*transfer);
  if (!problem.empty() || transfer->is_cancelled()) {
    handles_.Return(std::move(handle));
    load_.fetch_sub(1, std::memory_order_relaxed);
    const Failure failure = problem.empty() ? Failure::kCancelled : Failure::kConnect;
    return transfer->Finish(failure, std::move(problem));
  }
  transfer->handle = handle.get();
  transfer->slot = running_.size();
  running_.push_back({transfer, std::move(handle)});
  BoundIdleConnections();
  transfer->StartTimers(deadlines_);
  const CURLMcode added = curl_multi_add_handle(multi_.get(), transfer->handle->get());
  if (added != CURLM_OK) End(*transfer, Failure::kConnect, curl_multi_strerror(added));
}

void Loop::End(RunningTransfer& transfer, Failure failure, std::string detail) {
  curl_multi_remove_handle(multi_.get(), transfer.handle->get());
  std::swap(running_[transfer.slot], running_.back());
  running_[transfer.slot].transfer->slot = transfer.slot;
  Running ended = std::move(running_.back());
  running_.pop_back();
  BoundIdleConnections();
  transfer.handle = nullptr;
  handles_.Return(std::move(ended.handle));
  load_.fetch_sub(1, std::memory_order_relaxed);
  transfer.Finish(failure, std::move(detail));
}

// curl counts the busy connections too.
void Loop::BoundIdleConnections() {
  const auto bound = static_cast<long>(running_.size()) + std::max(max_idle_connections_, 1);
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, bound);
}

}  // namespace signalbox::upstream
