#include "common/app/process.h"

#include <condition_variable>
#include <mutex>

#include <grpcpp/ext/health_check_service_server_builder_option.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/server_builder.h>

#include "common/app/admin_routes.h"
#include "common/app/local_sockets.h"
#include "common/log/log.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::app {
namespace {

constexpr int kMaxServerThreads = 128;              // Well above the largest database pool: RPCs queue there, not here.
constexpr int kMaxMessageBytes = 80 * 1024 * 1024;  // A 64 MiB body and its envelope.
constexpr std::chrono::seconds kReadinessInterval{1};

absl::Status Named(const std::string& module, const absl::Status& status) {
  if (status.ok()) return status;
  return Error(status.code(), ReasonOf(status), module + ": " + MessageOf(status), MetadataOf(status));
}

void Configure(grpc::ServerBuilder& builder) {
  grpc::ResourceQuota quota;
  quota.SetMaxThreads(kMaxServerThreads);
  builder.SetResourceQuota(quota);
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
  builder.SetMaxSendMessageSize(kMaxMessageBytes);
  builder.AddChannelArgument("grpc.http2.bdp_probe", 0);
  builder.AddChannelArgument("grpc.http2.lookahead_bytes", 16 * 1024);
  builder.AddChannelArgument("grpc.http2.min_ping_interval_without_data_ms", 10'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

}  // namespace

Process::Process(Options options, Channels channels) : options_(std::move(options)), channels_(std::move(channels)) {}

Process::~Process() = default;

absl::Status Process::Create(const std::vector<ModuleType>& types, config::File& file) {
  for (const ModuleType& type : types) {
    auto module = type.create(file.Section(type.name), channels_);
    // Paths in these messages begin with the section, which is the module's name.
    if (!module.ok()) return module.status();
    modules_.push_back({type.name, type.has_services, *std::move(module), nullptr});
  }
  return file.CheckUnknownSections();
}

absl::Status Process::StartModule(Running& running) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::ServerBuilder builder;
  if (running.has_services) running.module->Register(builder);
  RETURN_IF_ERROR(Named(running.name, running.module->Start()));
  if (!running.has_services) return absl::OkStatus();
  Configure(builder);
  builder.AddListeningPort(LocalAddress(running.name), grpc::InsecureServerCredentials());
  const auto listen = options_.listen.find(running.name);
  int port = -1;
  if (listen != options_.listen.end()) {
    builder.AddListeningPort(listen->second, rpc::ServerCredentials(options_.tls), &port);
  }
  running.server = builder.BuildAndStart();
  if (!running.server || port == 0) {
    const std::string where = listen == options_.listen.end() ? LocalAddress(running.name) : listen->second;
    return Error(absl::StatusCode::kUnavailable, "", running.name + ": cannot listen on " + where);
  }
  running.server->GetHealthCheckService()->SetServingStatus(running.module->Ready().ok());
  return absl::OkStatus();
}

absl::Status Process::StartAdmin() {
  if (options_.admin_port == 0) return absl::OkStatus();
  http::ServerOptions options;
  options.address = options_.admin_address;
  options.port = static_cast<std::uint16_t>(options_.admin_port);
  options.threads = 1;
  options.max_body_bytes = 0;
  admin_ = std::make_unique<http::Server>(options, AdminRoutes([this] { return Ready(); }), RenderAdminError);
  return Named("admin", admin_->Start());
}

absl::Status Process::Start() {
  for (Running& running : modules_) RETURN_IF_ERROR(StartModule(running));
  RETURN_IF_ERROR(StartAdmin());
  readiness_ = std::jthread([this](const std::stop_token& stop) { WatchReadiness(stop); });
  return absl::OkStatus();
}

absl::Status Process::Ready() const {
  for (const Running& running : modules_) RETURN_IF_ERROR(Named(running.name, running.module->Ready()));
  return absl::OkStatus();
}

void Process::WatchReadiness(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (!wake.wait_for(lock, stop, kReadinessInterval, [&] { return stop.stop_requested(); })) {
    if (stop.stop_requested()) return;
    for (Running& running : modules_) {
      if (running.server) running.server->GetHealthCheckService()->SetServingStatus(running.module->Ready().ok());
    }
  }
}

void Process::StopModule(Running& running, std::chrono::steady_clock::time_point deadline) {
  running.module->Drain(deadline);
  if (running.server) {
    running.server->Shutdown(std::chrono::system_clock::now() + (deadline - std::chrono::steady_clock::now()));
    running.server->Wait();
    running.server.reset();
  }
  running.module.reset();
}

void Process::Stop() {
  readiness_ = {};
  for (Running& running : modules_) {
    if (running.server) running.server->GetHealthCheckService()->SetServingStatus(false);
  }
  for (auto running = modules_.rbegin(); running != modules_.rend(); ++running) running->module->DrainNotice();
  if (options_.drain_notice.count() > 0) std::this_thread::sleep_for(options_.drain_notice);
  const auto deadline = std::chrono::steady_clock::now() + options_.drain_timeout;
  for (auto running = modules_.rbegin(); running != modules_.rend(); ++running) StopModule(*running, deadline);
  if (admin_) admin_->Stop(std::chrono::steady_clock::now());
  admin_.reset();
}

}  // namespace signalbox::app
