#include "common/postgres/listener.h"

#include <algorithm>
#include <chrono>
#include <stop_token>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "common/log/log.h"
#include "common/postgres/connection.h"
#include "common/status/error.h"

namespace signalbox::postgres {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstRetry{100};
constexpr milliseconds kLongestRetry{2000};

class EventFd {
 public:
  EventFd() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  ~EventFd() { close(fd_); }
  EventFd(const EventFd&) = delete;
  EventFd& operator=(const EventFd&) = delete;

  int get() const { return fd_; }

 private:
  const int fd_;
};

// Becomes readable when the thread is asked to stop, so that one poll() can wait for that and for the server.
class StopSignal {
 public:
  explicit StopSignal(const std::stop_token& stop) : on_stop_(stop, Write{event_.get()}) {}

  int fd() const { return event_.get(); }

 private:
  struct Write {
    int fd;
    void operator()() const noexcept { (void)eventfd_write(fd, 1); }
  };

  // In this order: the callback must be gone before the descriptor is closed and can become another file's.
  EventFd event_;
  std::stop_callback<Write> on_stop_;
};

class Inbox : public pqxx::notification_receiver {
 public:
  using pqxx::notification_receiver::notification_receiver;
  void operator()(const std::string& payload, int) override { payloads_.push_back(payload); }
  std::vector<std::string> Take() { return std::exchange(payloads_, {}); }

 private:
  std::vector<std::string> payloads_;
};

// Everything the thread needs; the Listener itself holds nothing but the thread.
struct Loop {
  Options options;
  std::string channel;
  std::function<void(const std::string&)> on_notify;
  std::function<void()> on_reconnect;
  std::function<void()> on_lost;
  bool connected = false;
  milliseconds retry = kFirstRetry;

  void Listen(const StopSignal& signal, const std::stop_token& stop);
  void Run(const std::stop_token& stop);
};

// Throws when the connection breaks.
void Loop::Listen(const StopSignal& signal, const std::stop_token& stop) {
  const absl::StatusOr<std::string> conninfo = ConnectionString(options);
  if (!conninfo.ok()) throw pqxx::broken_connection(MessageOf(conninfo.status()));
  Connection connection(*conninfo);
  Inbox inbox(connection.link(), channel);
  retry = kFirstRetry;
  connected = true;
  on_reconnect();
  while (!stop.stop_requested()) {
    connection.link().get_notifs();
    if (!connection.IsOpen()) throw pqxx::broken_connection("closed by the server");
    for (const std::string& payload : inbox.Take()) on_notify(payload);
    pollfd waits[] = {{connection.link().sock(), POLLIN, 0}, {signal.fd(), POLLIN, 0}};
    (void)poll(waits, 2, -1);
  }
}

void Loop::Run(const std::stop_token& stop) {
  const StopSignal signal(stop);
  while (!stop.stop_requested()) {
    try {
      Listen(signal, stop);
    } catch (const pqxx::failure& error) {
      if (std::exchange(connected, false) && on_lost) on_lost();
      log::Warn("listener lost its database connection", {{"channel", channel}, {"error", error.what()}});
      pollfd wait{signal.fd(), POLLIN, 0};
      (void)poll(&wait, 1, static_cast<int>(retry.count()));
      retry = std::min(retry * 2, kLongestRetry);
    }
  }
}

}  // namespace

Listener::Listener(Options options, std::string channel, std::function<void(const std::string& payload)> on_notify,
                   std::function<void()> on_reconnect, std::function<void()> on_lost) {
  Loop loop{std::move(options), std::move(channel), std::move(on_notify), std::move(on_reconnect), std::move(on_lost)};
  thread_ = std::jthread([loop = std::move(loop)](const std::stop_token& stop) mutable { loop.Run(stop); });
}

Listener::~Listener() = default;

}  // namespace signalbox::postgres
