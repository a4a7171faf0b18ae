#pragma once

#include <string>
#include <vector>

namespace signalbox::fake_provider {

/// What an answer depends on in a request, in whatever dialect it came.
struct Call {
  std::string model;  ///< As asked, script words included.
  bool stream = false;
  bool include_usage = false;  ///< Of an OpenAI stream; other dialects always report usage.
  int n = 1;
  std::vector<std::string> tools;  ///< Names of the functions offered.
  std::vector<std::string> stop;   ///< Stop sequences.
};

}  // namespace signalbox::fake_provider
