#include "gateway/filters/access_log.h"

#include <chrono>

#include "common/log/log.h"

namespace signalbox::gateway {
namespace {

constexpr int kClientClosedRequest = 499;

double Milliseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

void Write(const Call& call) {
  const CallRecord& record = call.record;
  const int status = call.client_gone() ? kClientClosedRequest : call.StatusSent();
  const Principal nobody;
  const Principal& principal = call.caller ? call.caller->principal : nobody;
  const log::Level level = status >= 500 ? log::Level::kWarn : log::Level::kInfo;
  log::Write(level, "request",
             {{"request_id", call.request_id},
              {"method", call.Request().method},
              {"route", call.endpoint()},
              {"status", status},
              {"key_id", principal.key_id},
              {"model", record.model},
              {"provider", record.provider},
              {"deployment", record.deployment},
              {"ending", record.ending},
              {"stream", record.stream},
              {"attempts", record.attempts},
              {"input_tokens", record.usage.input()},
              {"input_cached_tokens", record.usage.input_cached()},
              {"input_cache_write_tokens", record.usage.input_cache_write()},
              {"output_tokens", record.usage.output()},
              {"output_reasoning_tokens", record.usage.output_reasoning()},
              {"ttft_ms", Milliseconds(call.time_to_answer())},
              {"duration_ms", Milliseconds(std::chrono::steady_clock::now() - call.arrival())},
              {"bytes_in", static_cast<std::int64_t>(call.bytes_received())},
              {"bytes_out", static_cast<std::int64_t>(call.BytesSent())},
              {"peer", call.Request().peer},
              {"error", record.error}});
}

}  // namespace

Filter AccessLog() {
  return [](Handler next, const std::string&) -> Handler {
    return [next = std::move(next)](std::shared_ptr<Call> call) {
      call->AtEnd(Write);
      next(std::move(call));
    };
  };
}

void LogRefused(int status, std::string_view message, std::string_view request_id) {
  log::Info("request", {{"request_id", request_id}, {"route", ""}, {"status", status}, {"error", message}});
}

}  // namespace signalbox::gateway
