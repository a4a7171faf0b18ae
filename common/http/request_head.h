#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/http/exchange.h"

namespace signalbox::http {

/// Why a request is not served: the status to answer with and a message for people. The message is a literal.
struct Refusal {
  int status = 0;
  std::string_view message;
};

/// The head of a request and what follows from it for the connection.
struct RequestHead {
  std::string method;
  std::string path;  ///< Percent-decoded.
  std::string query;
  Headers headers;  ///< Names in lower case.
  bool http10 = false;
  bool keep_alive = false;        ///< The caller wants to use the connection again.
  bool expects_continue = false;  ///< It waits for "100 Continue" before sending the body.
  bool chunked = false;
  std::uint64_t content_length = 0;  ///< 0 when chunked.

  /// The first value of `name` (lower case), or an empty view.
  std::string_view Header(std::string_view name) const { return FirstValue(headers, name); }

  bool HasBody() const { return chunked || content_length > 0; }
};

}  // namespace signalbox::http
