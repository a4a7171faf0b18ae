#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/http/exchange.h"

namespace signalbox::http {

/// How the end of an answer's body is told.
struct AnswerFraming {
  std::optional<std::uint64_t> content_length = {};  ///< Absent: chunked, or until the connection closes, or no body.
  bool chunked = false;
  bool keep_alive = true;
};

/// Adds the head of an answer to `out`. Headers about framing, the connection and the date are the server's own: those
/// in `headers` are left out. Control characters in names and values become spaces, so that no value can add a line.
void AppendHead(int status, const Headers& headers, const AnswerFraming& framing, std::string_view date,
                std::string& out);

/// Adds `bytes`, which must not be empty, as one chunk.
void AppendChunk(std::string_view bytes, std::string& out);

/// Whether answers of this status have neither body nor length (1xx, 204, 304).
bool IsBodyless(int status);

/// "Sun, 06 Nov 1994 08:49:37 GMT".
std::string FormatDate(std::int64_t unix_seconds);

}  // namespace signalbox::http
