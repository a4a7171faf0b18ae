#include "tests/support/fake_provider/openai/inputs.h"

#include <fmt/format.h>

#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider::openai {
namespace {

bool IsTokens(json::Value value) {
  if (!value.IsArray() || value.Empty()) return false;
  for (const json::Value element : value.elements()) {
    if (!element.Int() || *element.Int() < 0) return false;
  }
  return true;
}

Input Tokens(json::Value value) {
  Input input{std::string(value.raw()), true, 0};
  for ([[maybe_unused]] const json::Value element : value.elements()) ++input.count;
  return input;
}

absl::Status Wrong(std::string_view name) {
  return Invalid(fmt::format("'$.{}' is invalid. Please check the API reference: "
                             "https://platform.openai.com/docs/api-reference.",
                             name),
                 name);
}

}  // namespace

absl::StatusOr<std::vector<Input>> ReadInputs(json::Value value, std::string_view name) {
  std::vector<Input> inputs;
  if (value.IsString()) {
    inputs.push_back({value.Text(), false, 0});
  } else if (IsTokens(value)) {
    inputs.push_back(Tokens(value));
  } else if (value.IsArray()) {
    for (const json::Value element : value.elements()) {
      if (!element.IsString() && !IsTokens(element)) return Wrong(name);
      inputs.push_back(element.IsString() ? Input{element.Text(), false, 0} : Tokens(element));
    }
  }
  if (inputs.empty()) return Wrong(name);
  return inputs;
}

}  // namespace signalbox::fake_provider::openai
