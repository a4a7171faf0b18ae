#include "services/router/providers/call_headers.h"

#include <string>

namespace signalbox::router {

HttpHeaders PlainHeaders() {
  return {{"user-agent", "signalbox"}};
}

HttpHeaders PlainHeaders(const Written& written, std::string_view but) {
  HttpHeaders headers = PlainHeaders();
  const bool json = written.content_type.empty();
  headers.emplace_back("content-type", json ? std::string("application/json") : std::string(written.content_type));
  if (!written.caller_headers) return headers;
  for (const auto& [name, value] : *written.caller_headers) {
    if (name != but) headers.emplace_back(name, value);
  }
  return headers;
}

}  // namespace signalbox::router
