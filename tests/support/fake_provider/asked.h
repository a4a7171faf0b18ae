#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/fake_provider/provider.h"

namespace signalbox::fake_provider {

/// One answer as its bytes say it, for the tests of the dialects.
struct Asked {
  int status = 0;
  std::string head;  ///< In lower case.
  std::string body;  ///< Without the chunked coding.

  nlohmann::json Json() const { return nlohmann::json::parse(body); }

  /// The data of the server-sent events; "[DONE]" is left out.
  std::vector<nlohmann::json> Events() const;
};

using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

/// Asks a provider without a socket. Waits, holds and stalls of the plan are passed over.
Asked Ask(Provider& provider, std::string_view method, std::string_view target, const Headers& headers,
          std::string_view body = {});

}  // namespace signalbox::fake_provider
