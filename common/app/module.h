#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <grpcpp/server_builder.h>

#include "common/app/channels.h"
#include "common/config/reader.h"

namespace signalbox::app {

/// A service without a process. app::Main<Modules...> gives it one, alone or with others.
///
/// A concrete module also has
///   static constexpr std::string_view kName            its name: configuration section, gRPC peer, metrics label
///   static StatusOr<std::unique_ptr<M>> Create(config::Reader section, const Channels& channels)
///       validates the configuration, connects nothing; call reader.Done() before returning
///   static absl::Status Migrate(config::Reader section)            optional: brings its schema up to date
///   static absl::Status Bootstrap(config::Reader section)          optional: first start; prints what is shown once
/// Main calls, on one thread, in this order: Create, Register, Start, (serving), DrainNotice, Drain, destructor.
/// Modules start in the order of the list and stop in its reverse.
class Module {
 public:
  virtual ~Module() = default;

  /// Adds the module's gRPC services. A module without any gets no gRPC server.
  virtual void Register(grpc::ServerBuilder& builder) { (void)builder; }

  /// Connects, checks the schema version and starts background work. An error ends the process.
  virtual absl::Status Start() { return absl::OkStatus(); }

  /// Whether the module can do its work right now; asked once a second and by readiness probes, so it must be quick
  /// (an answer remembered from background work). Any thread.
  virtual absl::Status Ready() const { return absl::OkStatus(); }

  /// Stop accepting new work; running work goes on.
  virtual void DrainNotice() {}

  /// Wait for running work, at most until the deadline. Streams still open afterwards are cut by the server.
  virtual void Drain(std::chrono::steady_clock::time_point deadline) { (void)deadline; }
};

}  // namespace signalbox::app
