#pragma once

#include <string>

#include "services/router/rpc/attempt.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

void AddHeader(v1::Head& head, std::string name, std::string value);

/// Who answered, the how-manieth attempt it was, and by what id the provider knows it.
void AddTargetHeaders(v1::Head& head, const std::string& deployment, int attempts,
                      const std::string& upstream_request_id);

/// What the caller sees of an answer that begins or is whole: its content type, and what translation has lost so far.
void AddAnswerHeaders(v1::Head& head, const Attempt& attempt);

}  // namespace signalbox::router
