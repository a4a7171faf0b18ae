#include "common/http/server.h"

#include <future>
#include <system_error>
#include <utility>
#include <vector>

#include "common/http/acceptor.h"
#include "common/http/event_loop.h"
#include "common/http/reactor.h"
#include "common/http/server_state.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::http {

struct Server::Impl {
  std::shared_ptr<ServerState> state;
  std::shared_ptr<ServerCounters> counters = std::make_shared<ServerCounters>();
  std::vector<std::shared_ptr<EventLoop>> loops;
  std::unique_ptr<Reactor> reactor;
  std::uint16_t port = 0;

  void Enter(Phase phase) {
    state->phase = phase;
    for (const auto& loop : loops) {
      loop->Post([loop = loop.get()] { loop->ApplyPhase(); });
    }
  }

  void Run(std::shared_ptr<Acceptor> acceptor) {
    for (int i = 0; i < state->options.threads; ++i) loops.push_back(std::make_shared<EventLoop>(state, counters));
    acceptor->ServeWith(loops);
    auto started = std::make_unique<Reactor>(loops);
    loops.front()->Listen(std::move(acceptor));
    started->Start();
    reactor = std::move(started);
  }
};

Server::Server(ServerOptions options, Router router, RenderError render_error) : impl_(std::make_unique<Impl>()) {
  impl_->state = std::make_shared<ServerState>(std::move(options), std::move(router), std::move(render_error));
}

Server::~Server() {
  Stop(std::chrono::steady_clock::now());
}

absl::Status Server::Start() {
  const int threads = impl_->state->options.threads;
  if (threads < 1 || threads > 64) return Error(absl::StatusCode::kInvalidArgument, "", "threads must be 1 to 64");
  ASSIGN_OR_RETURN(std::shared_ptr<Acceptor> acceptor, Acceptor::Open(impl_->state->options));
  impl_->port = acceptor->port();
  try {
    impl_->Run(std::move(acceptor));
  } catch (const std::exception& failure) {
    impl_->loops.clear();
    return Error(absl::StatusCode::kResourceExhausted, "", failure.what());
  }
  return absl::OkStatus();
}

std::uint16_t Server::port() const {
  return impl_->port;
}

void Server::DrainNotice() {
  if (impl_->state->phase == Phase::kServing) impl_->Enter(Phase::kDraining);
}

void Server::Stop(std::chrono::steady_clock::time_point deadline) {
  if (!impl_->reactor) return;
  impl_->Enter(Phase::kStopping);
  impl_->counters->AwaitQuiet(deadline);
  impl_->reactor.reset();
  impl_->loops.clear();
}

ServerStats Server::Stats() const {
  const ServerCounters& counters = *impl_->counters;
  return {.connections_open = counters.connections(),
          .exchanges_open = counters.exchanges(),
          .rejected_framing = counters.rejected_framing,
          .rejected_connections = counters.rejected_connections,
          .exceptions = counters.exceptions};
}

}  // namespace signalbox::http
