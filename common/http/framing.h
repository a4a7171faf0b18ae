#pragma once

#include <optional>

#include "common/http/request_head.h"

namespace signalbox::http {

/// Decides from the headers of `head` where its body ends and whether the connection lives on; fills in keep_alive,
/// expects_continue, chunked and content_length.
///
/// Refuses (400) whatever two readers could understand differently: a length and a transfer coding together, a repeated
/// or unusual length, a coding other than "chunked" written once, a missing or repeated Host on HTTP/1.1.
std::optional<Refusal> DecideFraming(RequestHead& head);

}  // namespace signalbox::http
