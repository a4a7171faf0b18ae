#include "gateway/management/management.h"

namespace signalbox::gateway {

Handler Transcoded(std::shared_ptr<Transcoder> transcoder, std::shared_ptr<const ManagementRoute> route) {
  return [transcoder = std::move(transcoder), route = std::move(route)](const std::shared_ptr<Call>& call) {
    transcoder->Call(*route, call->Context(), call->Request(), call->Parameters(),
                     [call, route](absl::StatusOr<JsonAnswer> answer) {
                       if (!answer.ok()) return call->Fail(answer.status());
                       call->Respond(answer->status, {{"content-type", "application/json"}}, std::move(answer->body));
                     });
  };
}

}  // namespace signalbox::gateway
