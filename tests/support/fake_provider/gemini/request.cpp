#include "tests/support/fake_provider/gemini/request.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/gemini/conversation.h"
#include "tests/support/fake_provider/gemini/shape.h"
#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider::gemini {
namespace {

std::vector<json::Value> Declarations(json::Value root) {
  std::vector<json::Value> found;
  const auto tools = FieldAt(root, "tools");
  if (!tools || !tools->IsArray()) return found;
  for (const json::Value tool : tools->elements()) {
    const auto declarations = FieldAt(tool, "function_declarations");
    if (!declarations || !declarations->IsArray()) continue;
    for (const json::Value declaration : declarations->elements()) found.push_back(declaration);
  }
  return found;
}

absl::Status CheckSchema(json::Value schema, const std::string& path) {
  std::string type = TextAt(schema, "type");
  std::transform(type.begin(), type.end(), type.begin(), [](char c) { return c >= 'a' && c <= 'z' ? c - 32 : c; });
  const auto items = FieldAt(schema, "items");
  if (type == "ARRAY" && !items) {
    return Invalid(fmt::format("* GenerateContentRequest.{}.items: missing field.\n", path), path);
  }
  if (items) RETURN_IF_ERROR(CheckSchema(*items, path + ".items"));
  if (const auto properties = ObjectAt(schema, "properties")) {
    for (const auto& [key, value] : properties->members()) {
      RETURN_IF_ERROR(CheckSchema(value, fmt::format("{}.properties[{}]", path, key.Text())));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckDeclarations(json::Value root) {
  int index = 0;
  for (const json::Value declaration : Declarations(root)) {
    const std::string path = fmt::format("tools[0].function_declarations[{}]", index++);
    const std::string name = TextAt(declaration, "name");
    const bool starts = !name.empty() && (name[0] < '0' || name[0] > '9') && name[0] != '-' && name[0] != '.';
    if (!starts || !IsName(name, 64, "_-.:")) {
      return Invalid(
          fmt::format("* GenerateContentRequest.{}.name: Invalid function name. Must start with a letter or an "
                      "underscore. Must be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), "
                      "or dashes (-), with a maximum length of 64.\n",
                      path),
          path + ".name");
    }
    if (FieldAt(declaration, "parameters") && FieldAt(declaration, "parameters_json_schema")) {
      return Invalid(
          fmt::format("* GenerateContentRequest.{}: only one of parameters and parameters_json_schema may be "
                      "set.\n",
                      path),
          path);
    }
    if (const auto parameters = FieldAt(declaration, "parameters")) {
      RETURN_IF_ERROR(CheckSchema(*parameters, path + ".parameters"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckConfig(json::Value root) {
  const auto config = FieldAt(root, "generation_config");
  if (!config) return absl::OkStatus();
  const auto stop = FieldAt(*config, "stop_sequences");
  if (stop && (!stop->IsArray() || TextsOf(*stop).size() > 5)) {
    return Invalid("* GenerateContentRequest.generation_config.stop_sequences: must be a list of at most 5\n",
                   "generation_config.stop_sequences");
  }
  const auto temperature = FieldAt(*config, "temperature");
  const double value = temperature ? temperature->Number().value_or(-1) : 0;
  if (value < 0 || value > 2) {
    return Invalid(
        "* GenerateContentRequest.generation_config.temperature: temperature must be in the range [0.0, 2.0].\n",
        "generation_config.temperature");
  }
  const bool has_schema = FieldAt(*config, "response_schema") || FieldAt(*config, "response_json_schema");
  const auto type = FieldAt(*config, "response_mime_type");
  if (has_schema && (!type || type->Is("text/plain"))) {
    return Invalid("Response schema is only supported with response mime type application/json",
                   "generation_config.response_schema");
  }
  return absl::OkStatus();
}

absl::Status CheckInstruction(json::Value root) {
  const auto instruction = FieldAt(root, "system_instruction");
  if (!instruction) return absl::OkStatus();
  return CheckContent(*instruction, "system_instruction", false);
}

std::optional<json::Value> Contents(json::Value root) {
  const auto contents = FieldAt(root, "contents");
  return contents && contents->IsArray() && !contents->Empty() ? contents : std::nullopt;
}

}  // namespace

Call ReadGenerateCall(json::Value root, std::string_view model, bool stream) {
  Call call;
  call.model = std::string(model);
  call.stream = stream;
  for (const json::Value declaration : Declarations(root)) call.tools.push_back(TextAt(declaration, "name"));
  if (const auto config = FieldAt(root, "generation_config")) {
    if (const auto stop = FieldAt(*config, "stop_sequences"); stop && stop->IsArray()) call.stop = TextsOf(*stop);
    const auto count = FieldAt(*config, "candidate_count");
    if (count) call.n = static_cast<int>(std::clamp<std::int64_t>(count->Int().value_or(1), 1, 8));
  }
  return call;
}

bool SignsCalls(std::string_view model) {
  return model.starts_with("gemini-3");
}

absl::Status CheckGenerateRequest(json::Value root, std::string_view model) {
  RETURN_IF_ERROR(CheckShape(root, kGenerateContentRequest));
  const auto contents = Contents(root);
  if (!contents) return Invalid("* GenerateContentRequest.contents: contents is not specified\n", "contents");
  RETURN_IF_ERROR(CheckInstruction(root));
  RETURN_IF_ERROR(CheckDeclarations(root));
  RETURN_IF_ERROR(CheckConfig(root));
  return CheckContents(*contents, SignsCalls(model));
}

absl::Status CheckRolesAreNamed(json::Value root) {
  const auto contents = Contents(root);
  if (!contents) return absl::OkStatus();
  for (const json::Value content : contents->elements()) {
    if (TextAt(content, "role").empty()) return Invalid("Please use a valid role: user, model.", "contents");
  }
  return absl::OkStatus();
}

absl::Status CheckCountRequest(json::Value root, std::string_view model) {
  RETURN_IF_ERROR(CheckShape(root, kCountTokensRequest));
  if (const auto request = FieldAt(root, "generate_content_request")) return CheckGenerateRequest(*request, model);
  const auto contents = Contents(root);
  if (!contents) return Invalid("* CountTokensRequest.contents: contents is not specified\n", "contents");
  return CheckContents(*contents, false);
}

absl::Status CheckEmbedRequest(json::Value root) {
  RETURN_IF_ERROR(CheckShape(root, kEmbedContentRequest));
  const auto content = FieldAt(root, "content");
  if (!content) return Invalid("* EmbedContentRequest.content: contents is required\n", "content");
  return CheckContent(*content, "content", false);
}

absl::Status CheckBatchEmbedRequest(json::Value root) {
  RETURN_IF_ERROR(CheckShape(root, kBatchEmbedContentsRequest));
  const auto requests = FieldAt(root, "requests");
  if (!requests || !requests->IsArray() || requests->Empty()) {
    return Invalid("* BatchEmbedContentsRequest.requests: requests is not specified\n", "requests");
  }
  int index = 0;
  for (const json::Value request : requests->elements()) {
    if (!TextAt(request, "model").starts_with("models/")) {
      return Invalid(
          fmt::format("* BatchEmbedContentsRequest.requests[{}].model: unexpected model name format\n", index),
          fmt::format("requests[{}].model", index));
    }
    RETURN_IF_ERROR(CheckEmbedRequest(request));
    ++index;
  }
  return absl::OkStatus();
}

}  // namespace signalbox::fake_provider::gemini
