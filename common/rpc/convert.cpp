#include "common/rpc/convert.h"

#include "common/rpc/metadata.h"
#include "common/status/error.h"
#include "signalbox/common/v1/common.pb.h"

namespace signalbox::rpc {
namespace {

constexpr std::chrono::milliseconds kHopCost{20};
constexpr std::chrono::milliseconds kLeastUseful{100};

void AddMetadata(const RequestContext& context, grpc::ClientContext& call) {
  if (!context.request_id.empty()) call.AddMetadata(kRequestIdKey, context.request_id);
  if (!context.traceparent.empty()) call.AddMetadata(kTraceparentKey, context.traceparent);
  if (context.principal) call.AddMetadata(kPrincipalKey, SerializePrincipal(*context.principal));
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  common::v1::ErrorInfo info;
  info.set_reason(ReasonOf(status));
  for (auto& [key, value] : MetadataOf(status)) (*info.mutable_metadata())[key] = value;
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), MessageOf(status), info.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  common::v1::ErrorInfo info;
  if (!info.ParseFromString(status.error_details())) info.Clear();
  const ErrorMetadata metadata(info.metadata().begin(), info.metadata().end());
  return Error(static_cast<absl::StatusCode>(status.error_code()), info.reason(), status.error_message(), metadata);
}

absl::Status PrepareCall(const RequestContext& context, grpc::ClientContext& call, std::chrono::milliseconds fallback) {
  AddMetadata(context, call);
  const std::chrono::milliseconds left = context.deadline ? context.Remaining(fallback) - kHopCost : fallback;
  if (left < kLeastUseful) {
    return Error(absl::StatusCode::kDeadlineExceeded, "", "too little time was left for the call");
  }
  call.set_deadline(std::chrono::system_clock::now() + left);
  return absl::OkStatus();
}

void PrepareStream(const RequestContext& context, grpc::ClientContext& call) {
  AddMetadata(context, call);
}

RequestContext ContextOf(const grpc::ServerContextBase& call) {
  RequestContext context;
  const auto& metadata = call.client_metadata();
  if (const auto it = metadata.find(kRequestIdKey); it != metadata.end()) {
    context.request_id.assign(it->second.data(), it->second.size());
  }
  if (const auto it = metadata.find(kTraceparentKey); it != metadata.end()) {
    context.traceparent.assign(it->second.data(), it->second.size());
  }
  if (const auto it = metadata.find(kPrincipalKey); it != metadata.end()) {
    context.principal = ParsePrincipal({it->second.data(), it->second.size()});
  }
  const auto deadline = call.deadline();
  if (deadline != std::chrono::system_clock::time_point::max()) {
    context.deadline = std::chrono::steady_clock::now() + (deadline - std::chrono::system_clock::now());
  }
  return context;
}

}  // namespace signalbox::rpc
