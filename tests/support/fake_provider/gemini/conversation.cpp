#include "tests/support/fake_provider/gemini/conversation.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/base64.h"
#include "tests/support/fake_provider/gemini/shape.h"
#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/signature.h"

namespace signalbox::fake_provider::gemini {
namespace {

constexpr std::array kData = {"text",
                              "inline_data",
                              "file_data",
                              "function_call",
                              "function_response",
                              "executable_code",
                              "code_execution_result",
                              "tool_call",
                              "tool_response"};
// What Google documents for conversations that were had with another model.
constexpr std::array kAcceptedInstead = {"context_engineering_is_the_way_to_go", "skip_thought_signature_validator"};

absl::Status Wrong(const std::string& path, std::string_view problem) {
  return Invalid(fmt::format("* GenerateContentRequest.{}: {}\n", path, problem), path);
}

std::string TextField(json::Value object, std::string_view snake_name) {
  const auto value = FieldAt(object, snake_name);
  return value && value->IsString() ? value->Text() : std::string();
}

absl::Status CheckSignature(json::Value part, const std::string& path) {
  const auto signature = FieldAt(part, "thought_signature");
  if (!signature) return absl::OkStatus();
  const std::string text = signature->Text();
  if (!FromBase64(text)) {
    return Invalid(
        fmt::format("Invalid value at '{}.thought_signature' (TYPE_BYTES), Base64 decoding failed for \"{}\"", path,
                    text),
        path);
  }
  const bool accepted = std::find(kAcceptedInstead.begin(), kAcceptedInstead.end(), text) != kAcceptedInstead.end();
  return accepted || IsSignature(text) ? absl::OkStatus() : Invalid("Thought signature is not valid.");
}

absl::Status CheckBlob(json::Value part, const std::string& path) {
  const auto blob = FieldAt(part, "inline_data");
  if (!blob) return absl::OkStatus();
  if (TextField(*blob, "mime_type").empty()) return Wrong(path + ".inline_data.mime_type", "mime_type is required");
  const std::string bytes = TextField(*blob, "data");
  if (bytes.empty() || !FromBase64(bytes)) {
    return Invalid(fmt::format("Invalid value at '{}.inline_data.data' (TYPE_BYTES), Base64 decoding failed", path),
                   path);
  }
  return absl::OkStatus();
}

absl::Status CheckCalls(json::Value part, const std::string& path) {
  const auto call = FieldAt(part, "function_call");
  if (call && TextField(*call, "name").empty()) return Wrong(path + ".function_call.name", "Name cannot be empty.");
  const auto args = call ? FieldAt(*call, "args") : std::nullopt;
  if (args && !args->IsObject()) {
    return Invalid(
        fmt::format("Invalid value at '{}.function_call.args' (type.googleapis.com/google.protobuf.Struct)", path),
        path);
  }
  const auto response = FieldAt(part, "function_response");
  if (!response) return absl::OkStatus();
  if (TextField(*response, "name").empty()) return Wrong(path + ".function_response.name", "Name cannot be empty.");
  const auto value = FieldAt(*response, "response");
  if (!value || value->IsObject()) return absl::OkStatus();
  return Invalid(fmt::format("Invalid value at '{}.function_response.response' "
                             "(type.googleapis.com/google.protobuf.Struct), {}",
                             path, value->raw()),
                 path);
}

absl::Status CheckPart(json::Value part, const std::string& path) {
  const auto count = std::count_if(kData.begin(), kData.end(), [&](const char* name) { return FieldAt(part, name); });
  if (count == 0 && !FieldAt(part, "thought_signature")) {
    return Wrong(path + ".data", "required oneof field 'data' must have one initialized field");
  }
  if (count > 1)
    return Invalid(fmt::format("Invalid value at '{}' (oneof), oneof field 'data' is already set.", path), path);
  RETURN_IF_ERROR(CheckSignature(part, path));
  RETURN_IF_ERROR(CheckBlob(part, path));
  return CheckCalls(part, path);
}

int CountParts(json::Value content, std::string_view snake_name) {
  int count = 0;
  if (const auto parts = FieldAt(content, "parts"); parts && parts->IsArray()) {
    for (const json::Value part : parts->elements()) count += FieldAt(part, snake_name) ? 1 : 0;
  }
  return count;
}

// Only the first of parallel calls carries a signature.
absl::Status CheckSigned(json::Value content, const std::string& path) {
  int index = 0;
  for (const json::Value part : FieldAt(content, "parts")->elements()) {
    const auto call = FieldAt(part, "function_call");
    if (!call) {
      ++index;
      continue;
    }
    if (FieldAt(part, "thought_signature")) return absl::OkStatus();
    return Invalid(
        fmt::format("Function call is missing a thought_signature in functionCall parts. This is required for "
                    "tools to work correctly, and missing thought_signature may lead to degraded model "
                    "performance. Additional data, function call `default_api:{}` , position {}.",
                    TextField(*call, "name"), index),
        path);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckContent(json::Value content, const std::string& path, bool signs) {
  const std::string role = TextField(content, "role");
  if (!role.empty() && role != "user" && role != "model" && role != "function") {
    return Invalid("Please use a valid role: user, model.", path);
  }
  const auto parts = FieldAt(content, "parts");
  if (!parts || !parts->IsArray() || parts->Empty()) return Wrong(path + ".parts", "contents.parts must not be empty.");
  int index = 0;
  for (const json::Value part : parts->elements()) {
    RETURN_IF_ERROR(CheckPart(part, fmt::format("{}.parts[{}]", path, index++)));
  }
  return signs && role == "model" ? CheckSigned(content, path) : absl::OkStatus();
}

absl::Status CheckContents(json::Value contents, bool signs) {
  int open = 0;  // Calls of the turn before.
  int index = 0;
  std::string last_role;
  for (const json::Value content : contents.elements()) {
    RETURN_IF_ERROR(CheckContent(content, fmt::format("contents[{}]", index++), signs));
    const int calls = CountParts(content, "function_call");
    const int responses = CountParts(content, "function_response");
    if (open != responses && (open > 0 || responses > 0)) {
      return Invalid(open > 0
                         ? "Please ensure that the number of function response parts is equal to the number of "
                           "function call parts of the function call turn."
                         : "Please ensure that function response turn comes immediately after a function call turn.");
    }
    if (calls > 0 && (index == 1 || last_role == "model")) {
      return Invalid(
          "Please ensure that function call turn comes immediately after a user turn or after a function "
          "response turn.");
    }
    open = calls;
    last_role = TextField(content, "role");
  }
  if (open == 0) return absl::OkStatus();
  return Invalid(
      "Please ensure that the number of function response parts is equal to the number of function call parts "
      "of the function call turn.");
}

}  // namespace signalbox::fake_provider::gemini
