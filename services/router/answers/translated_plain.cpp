#include "services/router/answers/translated_plain.h"

#include "common/status/macros.h"

namespace signalbox::router {

absl::Status TranslatedPlain::ReadBody(const std::string& body, std::string& out) {
  ASSIGN_OR_RETURN(llm::v1::Response response, options_.asked->DecodeResponse(body));
  dialect::EncodeResponseOptions options;
  options.public_model = options_.public_model;
  options.created = options_.created;
  options.id = options_.id;
  options.request = options_.conversation();
  out += options_.encode_response ? options_.encode_response(response, options, losses_)
                                  : options_.caller->EncodeResponse(response, options, losses_);
  Keep(response);
  return absl::OkStatus();
}

}  // namespace signalbox::router
