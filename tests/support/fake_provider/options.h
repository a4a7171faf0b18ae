#pragma once

#include <string>

namespace signalbox::fake_provider {

struct Options {
  std::string require_key;  ///< The only key accepted; empty: any will do.
  bool record = true;
};

}  // namespace signalbox::fake_provider
