#include "gateway/filters/speaks.h"

namespace signalbox::gateway {

Filter Speaks(llm::v1::Dialect dialect) {
  return [dialect](Handler next, const std::string&) -> Handler {
    return [dialect, next = std::move(next)](std::shared_ptr<Call> call) {
      call->dialect = dialect;
      if (dialect == llm::v1::ANTHROPIC_MESSAGES) call->SetHeader("request-id", call->request_id);
      next(std::move(call));
    };
  };
}

}  // namespace signalbox::gateway
