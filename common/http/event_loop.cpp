#include "common/http/event_loop.h"

#include <ctime>
#include <exception>
#include <utility>

#include <unistd.h>

#include "common/http/acceptor.h"
#include "common/http/connection.h"
#include "common/http/response_head.h"

namespace signalbox::http {
namespace {

// Tags of generation 0 belong to no connection.
constexpr std::uint64_t kTasksTag = 0;
constexpr std::uint64_t kDeadlinesTag = 1;
constexpr std::uint64_t kAcceptorTag = 2;

constexpr int kPassesPerRound = 8;  // Then the sockets come first again.
constexpr std::chrono::milliseconds kLingerTime{5'000};

thread_local const EventLoop* current_loop = nullptr;

}  // namespace

EventLoop::EventLoop(std::shared_ptr<ServerState> state, std::shared_ptr<ServerCounters> counters)
    : state_(std::move(state)),
      counters_(std::move(counters)),
      deadlines_({state_->options.head_timeout, state_->options.body_timeout, state_->options.idle_timeout,
                  state_->options.send_timeout, kLingerTime}) {}

EventLoop::~EventLoop() = default;

void EventLoop::Post(Task task) {
  if (!tasks_.Push(task)) task();
}

bool EventLoop::InLoop() const {
  return current_loop == this;
}

template <typename Work>
void EventLoop::Guarded(ConnectionId id, Work work) {
  try {
    work();
  } catch (const std::exception&) {
    ++counters_->exceptions;
    if (Connection* connection = Find(id)) connection->Close();
  }
}

void EventLoop::Adopt(int descriptor, std::string peer) {
  if (poller_ == nullptr || state_->phase == Phase::kStopping) {
    --load_;
    close(descriptor);
    return;
  }
  const ConnectionId id = connections_.Reserve();
  connections_.Put(id, std::make_unique<Connection>(*this, id, descriptor, std::move(peer)));
  Guarded(id, [&] { poller_->Watch(descriptor, id.Tag()); });
}

void EventLoop::Listen(std::shared_ptr<Acceptor> acceptor) {
  acceptor_ = std::move(acceptor);
  poller_->WatchLevel(acceptor_->descriptor(), kAcceptorTag);
}

void EventLoop::Complete(Callback done, bool taken) {
  if (!done) return;
  if (!InLoop()) return done(taken);
  (taken ? taken_ : refused_).push_back(std::move(done));
}

void EventLoop::Remove(ConnectionId id, int descriptor) {
  removed_.push_back(connections_.Take(id));
  --load_;
  if (poller_ != nullptr) poller_->Unwatch(descriptor);
}

void EventLoop::ApplyPhase() {
  if (acceptor_) {
    poller_->Unwatch(acceptor_->descriptor());
    acceptor_->Accept();  // Whoever is in the queue when the socket closes is reset.
    acceptor_.reset();
  }
  for (const ConnectionId id : connections_.All()) Find(id)->ApplyPhase();
}

void EventLoop::CloseAll() {
  for (const ConnectionId id : connections_.All()) Find(id)->Close();
}

std::string_view EventLoop::Date() {
  const std::int64_t now = std::time(nullptr);
  if (now != date_second_) {
    date_ = FormatDate(now);
    date_second_ = now;
  }
  return date_;
}

void EventLoop::Attach(Poller& poller) {
  poller_ = &poller;
  poller_->Watch(tasks_.descriptor(), kTasksTag);
  poller_->Watch(deadlines_.descriptor(), kDeadlinesTag);
}

void EventLoop::BeginRound() {
  current_loop = this;
  RunTasks();
}

void EventLoop::OnEvent(std::uint64_t tag, Readiness readiness) {
  const ConnectionId id = ConnectionId::FromTag(tag);
  if (Connection* connection = Find(id)) {
    Guarded(id, [&] { connection->OnReady(readiness); });
  } else if (tag == kDeadlinesTag) {
    deadlines_.Expire(
        [this](Connection& owner, Deadlines::Kind kind) { Guarded(owner.id(), [&] { owner.OnTimeout(kind); }); });
  } else if (tag == kAcceptorTag && acceptor_) {
    Guarded({}, [&] { acceptor_->Accept(); });
  }
}

void EventLoop::EndRound() {
  for (int pass = 0; pass < kPassesPerRound && HasMoreToDo(); ++pass) {
    SettleConnections();
    RunCallbacks();
  }
  removed_.clear();
  if (HasMoreToDo()) tasks_.Wake();
  current_loop = nullptr;
}

void EventLoop::RunTasks() {
  tasks_.TakeAll(running_);
  for (Task& task : running_) {
    Guarded({}, task);
    task = nullptr;  // What it held goes now, while the round can still act on it.
  }
  running_.clear();
}

void EventLoop::SettleConnections() {
  std::vector<ConnectionId> unsettled;
  unsettled.swap(unsettled_);
  for (const ConnectionId id : unsettled) {
    if (Connection* connection = Find(id)) Guarded(id, [&] { connection->Settle(); });
  }
}

void EventLoop::RunCallbacks() {
  for (const bool taken : {true, false}) {
    std::vector<Callback> callbacks;
    callbacks.swap(taken ? taken_ : refused_);
    for (Callback& done : callbacks) Guarded({}, [&] { done(taken); });
  }
}

void EventLoop::Detach() {
  current_loop = this;
  poller_ = nullptr;
  acceptor_.reset();
  CloseAll();
  FinishCallbacks();
  // From here on the table is empty and only read: tasks refused by the queue run on the threads that bring them.
  tasks_.Close();
  RunTasks();
  FinishCallbacks();
  current_loop = nullptr;
  state_.reset();  // With it go the handlers; an exchange may live on, and this loop with it.
}

void EventLoop::FinishCallbacks() {
  while (HasMoreToDo()) {
    unsettled_.clear();
    RunCallbacks();
  }
  removed_.clear();
}

}  // namespace signalbox::http
