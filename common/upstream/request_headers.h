#pragma once

#include <string>
#include <vector>

#include <curl/curl.h>

#include "common/upstream/client.h"

namespace signalbox::upstream {

/// The header list of a request as curl wants it, in memory that is used again for the next one.
class RequestHeaders {
 public:
  /// Leaves out what the connection decides: content-length, transfer-encoding, connection. False when a name is no
  /// token or a value has a line break in it: sent like that it would be another request.
  bool Set(const Request& request);

  /// Valid until the next Set().
  curl_slist* list() { return nodes_.data(); }

 private:
  void Add(std::string_view line);

  std::string text_;
  std::vector<std::size_t> starts_;
  std::vector<curl_slist> nodes_;
};

/// Whether `text` is a token of HTTP: a method or a header's name.
bool IsToken(std::string_view text);

}  // namespace signalbox::upstream
