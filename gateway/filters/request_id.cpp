#include "gateway/filters/request_id.h"

#include <algorithm>

#include "common/context/ids.h"

namespace signalbox::gateway {
namespace {

constexpr std::size_t kMaxLength = 128;

bool IsGoodCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

}  // namespace

bool IsGoodRequestId(std::string_view id) {
  return !id.empty() && id.size() <= kMaxLength && std::all_of(id.begin(), id.end(), IsGoodCharacter);
}

Filter RequestId() {
  return [](Handler next, const std::string&) -> Handler {
    return [next = std::move(next)](std::shared_ptr<Call> call) {
      const std::string_view offered = call->Request().Header("x-request-id");
      call->request_id = IsGoodRequestId(offered) ? std::string(offered) : NewUuid();
      call->SetHeader("x-request-id", call->request_id);
      next(std::move(call));
    };
  };
}

}  // namespace signalbox::gateway
