#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include <absl/status/status.h>
#include <grpcpp/channel.h>

#include "common/config/reader.h"
#include "common/rpc/channel.h"

namespace signalbox::app {

/// Hands out one gRPC channel per service: local when its module runs in this process, else to the address under `peers:`.
///
/// Local is an abstract Unix socket, never an in-process channel: on gRPC 1.51 those cut streams at Shutdown.
/// Filled before any module starts, read-only afterwards: any thread.
class Channels {
 public:
  /// Reads `peers:` (a map from service to "host:port") and `tls:`. `local` are the modules of this process.
  static absl::StatusOr<Channels> Create(config::Reader reader, rpc::TlsOptions tls, std::set<std::string> local);

  /// A channel to `service`; connects when first used. A service that is neither local nor configured gets a channel
  /// whose every call fails with UNAVAILABLE naming the missing setting.
  std::shared_ptr<grpc::Channel> To(std::string_view service) const;

  /// Where a local module listens for its neighbours in this process.
  static std::string LocalAddress(std::string_view service);

  /// The services this process can reach, by name.
  std::set<std::string> Known() const;

 private:
  std::set<std::string> local_;
  std::map<std::string, std::string> peers_;
  rpc::TlsOptions tls_;
  mutable std::shared_ptr<std::map<std::string, std::shared_ptr<grpc::Channel>>> channels_;
};

}  // namespace signalbox::app
