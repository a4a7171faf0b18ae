#include "common/rpc/unary.h"

#include <chrono>
#include <exception>
#include <string>

#include "common/log/log.h"
#include "common/metrics/metrics.h"
#include "common/rpc/convert.h"
#include "common/status/error.h"

namespace signalbox::rpc {
namespace {

absl::Status Guarded(const RequestContext& context, const std::function<absl::Status(const RequestContext&)>& handle) {
  try {
    return handle(context);
  } catch (const std::exception& error) {
    return absl::InternalError(error.what());
  }
}

void Count(std::string_view method, const std::string& code, double seconds) {
  static auto& calls = metrics::Counter("signalbox_rpc_calls_total", "Finished calls of a service's RPCs.");
  static auto& duration = metrics::Histogram("signalbox_rpc_duration_seconds", "Time a service spent on an RPC.");
  const std::string name(method);
  calls.Add({{"method", name}, {"code", code}}).Increment();
  duration.Add({{"method", name}}, metrics::LatencyBuckets()).Observe(seconds);
}

log::Level LevelOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return log::Level::kDebug;
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
      return log::Level::kError;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return log::Level::kWarn;
    default:
      return log::Level::kInfo;
  }
}

}  // namespace

grpc::Status Unary(grpc::ServerContext& call, std::string_view method,
                   const std::function<absl::Status(const RequestContext&)>& handle) {
  const auto start = std::chrono::steady_clock::now();
  const RequestContext context = ContextOf(call);
  const absl::Status status = Guarded(context, handle);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const std::string code = absl::StatusCodeToString(status.code());
  Count(method, code, seconds.count());
  log::Write(LevelOf(status.code()), "rpc",
             {{"method", method},
              {"code", code},
              {"reason", ReasonOf(status)},
              {"error", MessageOf(status)},
              {"request_id", context.request_id},
              {"duration_ms", seconds.count() * 1e3}});
  return ToGrpc(status);
}

}  // namespace signalbox::rpc
