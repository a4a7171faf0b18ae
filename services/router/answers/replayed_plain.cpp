#include "services/router/answers/replayed_plain.h"

#include "common/dialect/answer_replay.h"
#include "common/status/macros.h"
#include "services/router/answers/event_reader.h"
#include "services/router/answers/translated_stream.h"

namespace signalbox::router {

std::string_view ReplayedPlain::content_type() const {
  return ContentTypeOf(options_.framing);
}

absl::Status ReplayedPlain::ReadBody(const std::string& body, std::string& out) {
  ASSIGN_OR_RETURN(llm::v1::Response response, options_.asked->DecodeResponse(body));
  const std::unique_ptr<dialect::StreamEncoder> encoder = NewEncoderFor(options_);
  dialect::Replay(response, [&](const dialect::StreamEvent& event) { encoder->Encode(event, out); });
  losses_ = encoder->losses();
  Keep(response);
  return absl::OkStatus();
}

}  // namespace signalbox::router
