#pragma once

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <absl/status/status.h>
#include <grpcpp/server.h>

#include "common/app/channels.h"
#include "common/app/module.h"
#include "common/app/module_type.h"
#include "common/app/options.h"
#include "common/http/server.h"

namespace signalbox::app {

/// A running program: its modules, one gRPC server for each that has services, and the admin port.
///
/// Used by one thread: Start, then Stop once. Errors of Start name the module.
class Process {
 public:
  Process(Options options, Channels channels);
  ~Process();

  /// Creates every module. Connects nothing, so it also serves --check-config.
  absl::Status Create(const std::vector<ModuleType>& types, config::File& file);

  /// Starts every module in order and begins to serve.
  absl::Status Start();

  /// Not ready, notice, drain, shut down: the gateway first, the leaves last. Streams get until the drain timeout.
  void Stop();

 private:
  struct Running {
    std::string name;
    bool has_services = false;
    std::unique_ptr<Module> module;
    std::unique_ptr<grpc::Server> server;
  };

  absl::Status StartModule(Running& running);
  absl::Status StartAdmin();
  absl::Status Ready() const;
  void WatchReadiness(const std::stop_token& stop);
  void StopModule(Running& running, std::chrono::steady_clock::time_point deadline);

  Options options_;
  Channels channels_;
  std::vector<Running> modules_;
  std::unique_ptr<http::Server> admin_;
  std::jthread readiness_;
};

}  // namespace signalbox::app
