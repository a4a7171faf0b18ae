#pragma once

#include <optional>
#include <string_view>

#include "common/http/request_head.h"

namespace signalbox::http {

/// Reads "METHOD /path?query HTTP/1.x" (without its CRLF) into `head`: method, path, query, http10.
///
/// Only the origin form of a target is served. A path is refused (400) when a percent escape is broken or hides a
/// control character, or when the decoded path is not UTF-8.
std::optional<Refusal> ParseRequestLine(std::string_view line, RequestHead& head);

}  // namespace signalbox::http
