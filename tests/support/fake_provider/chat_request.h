#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

namespace signalbox::fake_provider {

/// What an answer depends on in the body of POST /v1/chat/completions.
struct ChatRequest {
  std::string model;
  bool stream = false;
  bool include_usage = false;
  int n = 1;
  std::vector<std::string> tools;  ///< Names of the functions offered.
};

/// Errors: kInvalidArgument in OpenAI's words; reason: the parameter that is missing.
absl::StatusOr<ChatRequest> ParseChatRequest(std::string_view body);

}  // namespace signalbox::fake_provider
