#include "common/http/exchange.h"

namespace signalbox::http {

std::string_view FirstValue(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::string_view Request::Header(std::string_view name) const {
  return FirstValue(headers, name);
}

}  // namespace signalbox::http
