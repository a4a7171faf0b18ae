#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/app/module.h"
#include "services/router/config.h"

namespace signalbox::router {

/// Carries requests to providers. See app::Module.
class Module final : public app::Module {
 public:
  static constexpr std::string_view kName = "router";

  /// Errors: kInvalidArgument naming each wrong setting.
  static absl::StatusOr<std::unique_ptr<Module>> Create(config::Reader section, const app::Channels& channels);
  static absl::Status Migrate(config::Reader section);

  ~Module() override;

  void Register(grpc::ServerBuilder& builder) override;
  absl::Status Start() override;
  absl::Status Ready() const override;

 private:
  struct Impl;
  explicit Module(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace signalbox::router
