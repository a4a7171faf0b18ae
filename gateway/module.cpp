#include "gateway/module.h"

#include <condition_variable>
#include <mutex>

#include "common/context/ids.h"
#include "common/log/log.h"
#include "common/status/macros.h"
#include "gateway/errors.h"
#include "gateway/filters/access_log.h"
#include "gateway/filters/request_id.h"

namespace signalbox::gateway {
namespace {

constexpr std::chrono::seconds kTick{1};

// What a stream that is cut at the deadline needs for its tail, its entry and its last word; a tick included.
constexpr std::chrono::seconds kLastWords{3};

// Generations whose callers were cut off at the deadline still bring their tail, and their entry must be written.
constexpr std::chrono::seconds kLastEntries{2};

std::shared_ptr<PeerHealth> Peer(const app::Channels& channels, const std::string& name) {
  return std::make_shared<PeerHealth>(name, channels.To(name));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Module>> Module::Create(config::Reader section, const app::Channels& channels) {
  ASSIGN_OR_RETURN(Options options, Options::Read(std::move(section)));
  return std::unique_ptr<Module>(new Module(std::move(options), channels));
}

Module::Module(Options options, const app::Channels& channels) : options_(std::move(options)), channels_(channels) {}

Module::~Module() {
  Drain(std::chrono::steady_clock::now());
}

absl::Status Module::Start() {
  metrics_ = std::make_shared<EdgeMetrics>();
  RETURN_IF_ERROR(OpenLedger());
  WireInference();
  WireEdge();
  ASSIGN_OR_RETURN(const std::vector<ManagementRoute> management, RoutesOf(ManagedServices()));
  server_ = std::make_unique<http::Server>(options_.server, Routes(edge_, management), RefusalRenderer());
  watch_ = WatchKeys();
  ticker_ = std::jthread([this](const std::stop_token& stop) { Tick(stop); });
  return server_->Start();
}

absl::Status Module::OpenLedger() {
  ASSIGN_OR_RETURN(std::unique_ptr<Outbox> outbox,
                   Outbox::Open(options_.outbox, std::make_unique<billing::BillingClient>(channels_.To("billing"))));
  ledger_ = std::make_shared<OutboxLedger>(std::move(outbox));
  return absl::OkStatus();
}

void Module::WireInference() {
  inference_ = std::make_shared<InferenceServices>();
  inference_->admission = std::make_shared<Admission>(ledger_);
  inference_->router = std::make_shared<router::RouterClient>(channels_.To("router"));
  inference_->memory = std::make_shared<memory::MemoryClient>(channels_.To("memory"));
  inference_->ledger = ledger_;
  inference_->keep_alive = std::make_shared<KeepAlive>();
  inference_->metrics = metrics_;
  if (!options_.model_prefix.empty()) inference_->model_prefix = options_.model_prefix + "/";
  inference_->keep_alive_interval = options_.keep_alive;
}

void Module::WireEdge() {
  keys_ = std::make_shared<KeyCache>(options_.keys);
  auto identity = std::make_shared<identity::IdentityClient>(channels_.To("identity"));
  edge_.authenticator = std::make_shared<Authenticator>(keys_, std::move(identity));
  edge_.inference = inference_;
  edge_.readiness = std::make_shared<Readiness>(
      Readiness::Peers{Peer(channels_, "identity"), Peer(channels_, "router"), Peer(channels_, "billing")},
      Readiness::Peers{Peer(channels_, "memory"), Peer(channels_, "health")}, ledger_);
  edge_.transcoder =
      std::make_shared<Transcoder>([channels = channels_](std::string_view peer) { return channels.To(peer); });
  edge_.metrics = metrics_;
  edge_.in_flight = std::make_shared<InFlight>();
}

std::unique_ptr<identity::KeyWatch> Module::WatchKeys() const {
  identity::KeyWatch::Callbacks callbacks;
  callbacks.on_connected = [keys = keys_](std::int64_t revision) { keys->OnConnected(revision); };
  callbacks.on_change = [keys = keys_](const identity::v1::WatchResponse& change) {
    keys->OnChange(change.revision(), {change.key_ids().begin(), change.key_ids().end()});
  };
  callbacks.on_lost = [keys = keys_] { keys->OnLost(); };
  return std::make_unique<identity::KeyWatch>(channels_.To("identity"), std::move(callbacks));
}

void Module::Tick(const std::stop_token& stop) const {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    const auto now = std::chrono::steady_clock::now();
    inference_->keep_alive->Tick(now);
    if (now >= cut_streams_at_.load()) inference_->keep_alive->Close();
    metrics_->SetOutboxDepth(ledger_->Depth());
    wake.wait_for(lock, stop, kTick, [] { return false; });
  }
}

http::Server::RenderError Module::RefusalRenderer() const {
  return [metrics = metrics_](const http::Refused& refused) {
    const std::string request_id = IsGoodRequestId(refused.request_id) ? std::string(refused.request_id) : NewUuid();
    auto answer = RenderHttpError({refused.status, refused.message, refused.path, request_id});
    answer.first.emplace_back("x-request-id", request_id);
    metrics->CountRefused(refused.status);
    LogRefused(refused.status, refused.message, request_id);
    return answer;
  };
}

absl::Status Module::Ready() const {
  if (!server_) return absl::UnavailableError("not started");
  return ledger_->Full() ? absl::UnavailableError("the outbox is full") : absl::OkStatus();
}

void Module::DrainNotice() {
  if (edge_.readiness) edge_.readiness->StartDraining();
  if (server_) server_->DrainNotice();
}

void Module::Drain(std::chrono::steady_clock::time_point deadline) {
  if (server_) {
    cut_streams_at_ = deadline - kLastWords;
    server_->Stop(deadline);
    const auto last = std::max(deadline, std::chrono::steady_clock::now() + kLastEntries);
    if (!edge_.in_flight->WaitForNone(last)) log::Error("requests were still running when the gateway stopped");
    server_.reset();
  }
  watch_.reset();
  ticker_ = {};
  // Last: whatever ended until here is in it.
  if (ledger_) ledger_->Close();
}

}  // namespace signalbox::gateway
