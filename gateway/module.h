#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string_view>
#include <thread>

#include "common/app/module.h"
#include "common/http/server.h"
#include "gateway/config.h"
#include "gateway/outbox_ledger.h"
#include "gateway/routes.h"

namespace signalbox::gateway {

/// The edge: one HTTP port for data and management. Has no gRPC services; calls all others.
class Module final : public app::Module {
 public:
  static constexpr std::string_view kName = "gateway";

  static absl::StatusOr<std::unique_ptr<Module>> Create(config::Reader section, const app::Channels& channels);
  ~Module() override;

  absl::Status Start() override;
  absl::Status Ready() const override;
  void DrainNotice() override;
  void Drain(std::chrono::steady_clock::time_point deadline) override;

  /// The port in use, after Start.
  std::uint16_t port() const { return server_->port(); }

 private:
  Module(Options options, const app::Channels& channels);

  absl::Status OpenLedger();
  void WireInference();
  void WireEdge();
  std::unique_ptr<identity::KeyWatch> WatchKeys() const;
  void Tick(const std::stop_token& stop) const;
  http::Server::RenderError RefusalRenderer() const;

  const Options options_;
  const app::Channels channels_;
  std::shared_ptr<EdgeMetrics> metrics_;
  std::shared_ptr<OutboxLedger> ledger_;
  std::shared_ptr<KeyCache> keys_;
  std::shared_ptr<InferenceServices> inference_;
  Edge edge_;
  std::unique_ptr<identity::KeyWatch> watch_;
  std::unique_ptr<http::Server> server_;
  std::atomic<std::chrono::steady_clock::time_point> cut_streams_at_{std::chrono::steady_clock::time_point::max()};
  std::jthread ticker_;
};

}  // namespace signalbox::gateway
