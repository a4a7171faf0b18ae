#pragma once

#include <absl/status/status.h>
#include <grpcpp/client_context.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include "common/context/request_context.h"

namespace signalbox::rpc {

/// Carries code, message, reason and metadata (as common.v1.ErrorInfo details) across a hop, and back.
grpc::Status ToGrpc(const absl::Status& status);
absl::Status FromGrpc(const grpc::Status& status);

/// Prepares a client call: request id, trace, principal as metadata, and the deadline less 20 ms.
/// Without a deadline in the context the call gets `fallback`.
/// Errors: kDeadlineExceeded when less than 100 ms would be left; then do not make the call.
absl::Status PrepareCall(const RequestContext& context, grpc::ClientContext& call,
                         std::chrono::milliseconds fallback = std::chrono::seconds(10));

/// The same without any deadline, for streams that live as long as somebody listens.
void PrepareStream(const RequestContext& context, grpc::ClientContext& call);

/// What the caller of a server method said about itself.
RequestContext ContextOf(const grpc::ServerContextBase& call);

}  // namespace signalbox::rpc
