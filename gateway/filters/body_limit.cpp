#include "gateway/filters/body_limit.h"

#include <fmt/format.h>

#include "common/status/error.h"

namespace signalbox::gateway {

Filter BodyLimit(std::size_t max_bytes) {
  return [max_bytes](Handler next, const std::string&) -> Handler {
    return [max_bytes, next = std::move(next)](std::shared_ptr<Call> call) {
      if (call->Request().body.size() <= max_bytes) return next(std::move(call));
      call->Fail(Error(absl::StatusCode::kOutOfRange, "BODY_TOO_LARGE",
                       fmt::format("the body may have at most {} bytes", max_bytes)));
    };
  };
}

}  // namespace signalbox::gateway
