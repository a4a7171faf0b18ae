#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/http/connection_table.h"
#include "common/http/deadlines.h"
#include "common/http/poller.h"
#include "common/http/server_state.h"
#include "common/http/task_queue.h"

namespace signalbox::http {

class Acceptor;
class Connection;

/// What one reactor thread does between two waits: tasks of other threads first, then sockets and timers, then all
/// writes of the round together, then the callbacks that tell of them.
///
/// Callbacks therefore never run inside a call of their owner. Members are for the reactor thread unless they say
/// otherwise. Exchanges hold the loop, which may outlive its thread; work that arrives then is done at once by whoever
/// brings it.
class EventLoop : public std::enable_shared_from_this<EventLoop> {
 public:
  using Callback = std::function<void(bool taken)>;

  EventLoop(std::shared_ptr<ServerState> state, std::shared_ptr<ServerCounters> counters);
  ~EventLoop();

  /// Any thread. Runs `task` on the reactor thread, in order of arrival.
  void Post(Task task);

  /// Whether the caller is this loop's thread.
  bool InLoop() const;

  /// Null when the connection has gone.
  Connection* Find(ConnectionId id) { return connections_.Find(id); }

  /// Serves a connected, non-blocking socket, which the loop then owns.
  void Adopt(int descriptor, std::string peer);

  /// Any thread. Connections served or on their way here.
  std::size_t load() const { return load_; }
  void AddLoad() { ++load_; }

  /// Has `acceptor` called whenever a connection waits. Once, after Attach, before the thread starts.
  void Listen(std::shared_ptr<Acceptor> acceptor);

  /// The rest of this round: a connection with output or a timer to set, a callback to run. Outside of the reactor
  /// thread (which has ended then) the callback runs at once.
  void Settle(ConnectionId id) { unsettled_.push_back(id); }
  void Complete(Callback done, bool taken);
  std::vector<Callback>& taken() { return taken_; }

  /// Stops watching the connection's socket and destroys the connection at the end of the round.
  void Remove(ConnectionId id, int descriptor);

  /// Applies the server's phase: stops accepting, closes connections that nobody needs.
  void ApplyPhase();
  void CloseAll();

  Deadlines& deadlines() { return deadlines_; }
  ServerState& state() { return *state_; }
  ServerCounters& counters() { return *counters_; }
  std::array<char, 64 * 1024>& read_buffer() { return read_buffer_; }

  /// The current date for answers, valid until the next call.
  std::string_view Date();

  /// For the reactor: before its first round; one round; after its thread has ended.
  void Attach(Poller& poller);
  void BeginRound();
  void OnEvent(std::uint64_t tag, Readiness readiness);
  void EndRound();
  void Detach();

 private:
  void RunTasks();
  void RunCallbacks();
  void SettleConnections();
  void FinishCallbacks();
  bool HasMoreToDo() const { return !unsettled_.empty() || !taken_.empty() || !refused_.empty(); }
  template <typename Work>
  void Guarded(ConnectionId id, Work work);

  std::shared_ptr<ServerState> state_;
  std::shared_ptr<ServerCounters> counters_;
  TaskQueue tasks_;
  Deadlines deadlines_;
  ConnectionTable connections_;
  Poller* poller_ = nullptr;
  std::shared_ptr<Acceptor> acceptor_;
  std::atomic<std::size_t> load_{0};

  std::vector<Task> running_;
  std::vector<ConnectionId> unsettled_;
  std::vector<Callback> taken_;
  std::vector<Callback> refused_;
  std::vector<std::unique_ptr<Connection>> removed_;
  std::int64_t date_second_ = -1;
  std::string date_;
  std::array<char, 64 * 1024> read_buffer_;
};

}  // namespace signalbox::http
