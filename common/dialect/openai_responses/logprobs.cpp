#include "common/dialect/openai_responses/logprobs.h"

namespace signalbox::dialect::openai_responses {

std::string ElementsOf(std::string_view logprobs_json) {
  json::Document document;
  if (logprobs_json.empty() || !document.Read(logprobs_json).ok() || !document.root().IsObject()) return {};
  const auto content = document.root().Find("content");
  if (!content || !content->IsArray()) return {};
  const std::string_view list = content->raw();
  return std::string(content->Empty() ? std::string_view() : list.substr(1, list.size() - 2));
}

std::string LogprobsOf(json::Value list) {
  if (!list.IsArray() || list.Empty()) return {};
  std::string logprobs(R"({"content":)");
  logprobs += list.raw();
  logprobs += R"(,"refusal":null})";
  return logprobs;
}

}  // namespace signalbox::dialect::openai_responses
