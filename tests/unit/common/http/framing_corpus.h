#pragma once

#include <string>
#include <vector>

namespace signalbox::http {

/// A request that two readers could understand differently, or that is no HTTP/1 at all.
struct MaliciousRequest {
  const char* name;
  std::string bytes;
};

/// Every one of them must be answered 400 and its connection closed.
std::vector<MaliciousRequest> FramingCorpus();

}  // namespace signalbox::http
