#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/config/reader.h"
#include "common/log/log.h"
#include "common/rpc/channel.h"

namespace signalbox::app {

/// What belongs to the process and not to a module.
struct Options {
  log::Level log_level = log::Level::kInfo;         ///< log.level: debug, info, warn or error.
  std::string admin_address = "127.0.0.1";          ///< admin.address
  int admin_port = 0;                               ///< admin.port: /metrics, /healthz, /readyz; 0: none.
  std::map<std::string, std::string> listen;        ///< Module to "host:port" for other processes.
  std::map<std::string, std::string> peers;         ///< Service to "host:port" in another process.
  rpc::TlsOptions tls;                              ///< tls.ca, tls.certificate, tls.key: paths; all or none.
  std::chrono::milliseconds drain_notice{0};        ///< drain.notice: how long balancers get to look elsewhere.
  std::chrono::milliseconds drain_timeout{25'000};  ///< drain.timeout: how long running answers may take.

  /// Errors: kInvalidArgument with paths; kNotFound for a certificate that cannot be read.
  static absl::StatusOr<Options> Read(config::File& file, const std::set<std::string>& modules);
};

/// The services that exist, by name: what `listen` and `peers` may mention.
const std::set<std::string>& ServiceNames();

}  // namespace signalbox::app
