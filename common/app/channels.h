#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include <grpcpp/channel.h>

#include "common/rpc/channel.h"

namespace signalbox::app {

/// Hands out one gRPC channel per service: local when its module runs in this process, else to the address under
/// `peers:`.
///
/// Local is a Unix socket in a private folder, never an in-process channel: on gRPC 1.51 those cut streams at Shutdown.
/// Filled before any module starts, read-only afterwards: any thread.
class Channels {
 public:
  /// `peers` maps a service to "host:port"; `local` are the modules of this process, which win over peers.
  Channels(std::map<std::string, std::string> peers, rpc::TlsOptions tls, std::set<std::string> local);

  /// A channel to `service`; connects when first used. A service that is neither local nor configured gets a channel
  /// whose every call fails with UNAVAILABLE naming the missing setting.
  std::shared_ptr<grpc::Channel> To(std::string_view service) const;

  /// The services this process can reach, by name.
  std::set<std::string> Known() const;

 private:
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
};

}  // namespace signalbox::app
