#include "services/router/answers/mirrored_plain.h"

#include <utility>

#include "common/status/macros.h"

namespace signalbox::router {

absl::Status MirroredPlain::ReadBody(const std::string& body, std::string& out) {
  ASSIGN_OR_RETURN(dialect::MirroredResponse response,
                   options_.asked->MirrorResponse(body, options_.public_model, options_.want_answer));
  usage_ = std::move(response.usage);
  answer_ = std::move(response.answer);
  if (out.empty()) {
    out = std::move(response.body);
  } else {
    out += response.body;
  }
  return absl::OkStatus();
}

}  // namespace signalbox::router
