#pragma once

#include <functional>
#include <string_view>

#include <absl/status/status.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include "common/context/request_context.h"

namespace signalbox::rpc {

/// The frame around every unary handler: builds the context, runs `handle`, turns its status into gRPC's, catches what
/// is thrown (kInternal), counts and times the call (`signalbox_rpc_*`) and writes its one log line.
grpc::Status Unary(grpc::ServerContext& call, std::string_view method,
                   const std::function<absl::Status(const RequestContext&)>& handle);

}  // namespace signalbox::rpc
