#pragma once

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/app/channels.h"
#include "common/app/module.h"
#include "common/config/reader.h"

namespace signalbox::app {

/// What Main knows of a module before it exists.
struct ModuleType {
  std::string name;
  bool has_services = false;
  std::function<absl::StatusOr<std::unique_ptr<Module>>(config::Reader, const Channels&)> create;
  std::function<absl::Status(config::Reader)> migrate;    ///< Empty when the module has no schema.
  std::function<absl::Status(config::Reader)> bootstrap;  ///< Empty when there is nothing to do at a first start.
};

template <typename M>
ModuleType TypeOf() {
  ModuleType type;
  type.name = std::string(M::kName);
  // A class that does not override Register names the base's: that module needs no gRPC server.
  type.has_services = !std::is_same_v<decltype(&M::Register), void (Module::*)(grpc::ServerBuilder&)>;
  type.create = [](config::Reader section, const Channels& channels) -> absl::StatusOr<std::unique_ptr<Module>> {
    absl::StatusOr<std::unique_ptr<M>> module = M::Create(std::move(section), channels);
    if (!module.ok()) return module.status();
    return std::unique_ptr<Module>(*std::move(module));
  };
  if constexpr (requires(config::Reader section) { M::Migrate(std::move(section)); }) {
    type.migrate = [](config::Reader section) { return M::Migrate(std::move(section)); };
  }
  if constexpr (requires(config::Reader section) { M::Bootstrap(std::move(section)); }) {
    type.bootstrap = [](config::Reader section) { return M::Bootstrap(std::move(section)); };
  }
  return type;
}

}  // namespace signalbox::app
