#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <curl/curl.h>

#include "common/upstream/client.h"
#include "common/upstream/deadlines.h"
#include "common/upstream/easy_handle.h"
#include "common/upstream/mailbox.h"
#include "common/upstream/poller.h"
#include "common/upstream/running_transfer.h"

namespace signalbox::upstream {

/// One thread that drives transfers over connections of its own.
class Loop {
 public:
  /// The bounds are those of this loop alone; 0 connections per host: no bound.
  Loop(std::string thread_name, int max_connections_per_host, int max_idle_connections);
  ~Loop();  ///< Cancels what is running and joins. Not from the loop's own thread.
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Any thread.
  std::shared_ptr<Transfer> Start(Request request, std::shared_ptr<Observer> observer);

  /// Transfers started and not done. Any thread.
  int load() const { return load_.load(std::memory_order_relaxed); }

 private:
  struct MultiCleanup {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  static int OnTimer(CURLM* multi, long timeout_ms, void* loop);
  static int OnSocket(CURL* easy, curl_socket_t socket, int what, void* loop, void* unused);

  void Run(const std::string& thread_name);
  void RunOnce();
  int SleepMillis() const;
  void HandleSockets(int timeout_ms);
  void Obey(const Mailbox::Command& command);
  void HandleCurlTimer();
  void HandleDeadlines();
  void Reap();
  void CancelAll();

  void Begin(const std::shared_ptr<RunningTransfer>& transfer);
  bool IsRunning(const RunningTransfer& transfer) const { return transfer.handle != nullptr; }
  void End(RunningTransfer& transfer, Failure failure, std::string detail);
  void BoundIdleConnections();

  const int max_idle_connections_;
  const std::shared_ptr<Mailbox> mailbox_ = std::make_shared<Mailbox>();
  std::atomic<int> load_ = 0;
  // Only the loop thread touches what follows. Closing connections needs the poller, so it goes last.
  Poller poller_;
  std::unique_ptr<CURLM, MultiCleanup> multi_;
  EasyHandlePool handles_{poller_};
  Deadlines deadlines_;
  std::optional<SteadyTime> curl_due_;
  struct Running {
    std::shared_ptr<RunningTransfer> transfer;
    std::unique_ptr<EasyHandle> handle;
  };
  std::vector<Running> running_;
  std::vector<Mailbox::Command> commands_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace signalbox::upstream
