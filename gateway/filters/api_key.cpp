#include "gateway/filters/api_key.h"

#include "common/status/error.h"
#include "gateway/admission/credential.h"

namespace signalbox::gateway {

Filter ApiKey(std::shared_ptr<Authenticator> authenticator) {
  return [authenticator = std::move(authenticator)](Handler next, const std::string&) -> Handler {
    auto shared_next = std::make_shared<const Handler>(std::move(next));
    return [authenticator, shared_next](std::shared_ptr<Call> call) {
      const absl::StatusOr<std::string_view> credential =
          CredentialOf(call->Request(), call->dialect == llm::v1::GEMINI ? KeyPlaces::kGoogle : KeyPlaces::kHeaders);
      if (!credential.ok()) return call->Fail(credential.status());
      RequestContext context;
      context.request_id = call->request_id;
      authenticator->Authenticate(context, *credential, [call, shared_next](Authenticator::Result result) {
        if (!result.ok()) return call->Fail(result.status());
        call->caller = *std::move(result);
        (*shared_next)(call);
      });
    };
  };
}

Filter AdminOnly() {
  return [](Handler next, const std::string&) -> Handler {
    return [next = std::move(next)](std::shared_ptr<Call> call) {
      if (call->caller->principal.role == Role::kProxyAdmin) return next(std::move(call));
      call->Fail(Error(absl::StatusCode::kPermissionDenied, "MANAGEMENT_PERMISSION_REQUIRED",
                       "management permission required"));
    };
  };
}

}  // namespace signalbox::gateway
