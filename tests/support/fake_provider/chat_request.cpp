#include "tests/support/fake_provider/chat_request.h"

#include <algorithm>

#include <simdjson.h>

#include "common/status/error.h"

namespace signalbox::fake_provider {
namespace {

namespace dom = simdjson::dom;

absl::Status Invalid(std::string_view parameter, std::string_view message) {
  return Error(absl::StatusCode::kInvalidArgument, parameter, message);
}

std::string TextOr(const dom::element& object, std::string_view name, std::string_view otherwise) {
  std::string_view text;
  return object[name].get(text) == simdjson::SUCCESS ? std::string(text) : std::string(otherwise);
}

std::vector<std::string> ToolNames(const dom::element& request) {
  std::vector<std::string> names;
  dom::array tools;
  if (request["tools"].get(tools) != simdjson::SUCCESS) return names;
  for (const dom::element tool : tools) {
    dom::element function;
    if (tool["function"].get(function) == simdjson::SUCCESS) names.push_back(TextOr(function, "name", ""));
  }
  return names;
}

bool Flag(const dom::element& object, std::string_view name) {
  bool value = false;
  return object[name].get(value) == simdjson::SUCCESS && value;
}

}  // namespace

absl::StatusOr<ChatRequest> ParseChatRequest(std::string_view body) {
  dom::parser parser;
  dom::element root;
  if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS || !root.is_object()) {
    return Invalid("", "We could not parse the JSON body of your request.");
  }
  ChatRequest request;
  request.model = TextOr(root, "model", "");
  if (request.model.empty()) return Invalid("model", "you must provide a model parameter");
  if (!root["messages"].is_array()) return Invalid("messages", "Missing required parameter: 'messages'.");
  request.stream = Flag(root, "stream");
  dom::element options;
  if (root["stream_options"].get(options) == simdjson::SUCCESS) {
    request.include_usage = Flag(options, "include_usage");
  }
  std::int64_t n = 1;
  if (root["n"].get(n) == simdjson::SUCCESS) request.n = static_cast<int>(std::clamp<std::int64_t>(n, 1, 128));
  request.tools = ToolNames(root);
  return request;
}

}  // namespace signalbox::fake_provider
