#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "common/json/document.h"

namespace signalbox::fake_provider::openai {

/// One of the texts in a `prompt` or `input`: words, or the JSON of their tokens.
struct Input {
  std::string text;
  bool is_tokens = false;
  int count = 0;  ///< Tokens of a token array.
};

/// Reads a string, a list of strings, a list of tokens or a list of lists of tokens. Errors: kInvalidArgument naming
/// `name`.
absl::StatusOr<std::vector<Input>> ReadInputs(json::Value value, std::string_view name);

}  // namespace signalbox::fake_provider::openai
