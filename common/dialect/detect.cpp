#include "common/dialect/detect.h"

#include <string>

#include <absl/strings/ascii.h>

#include "common/dialect/request_outline.h"
#include "common/json/document.h"

namespace signalbox::dialect {
namespace {

bool NamesClaude(json::Value root) {
  const auto model = root.Find("model");
  if (!model || !model->IsString()) return false;
  std::string name = model->Text();
  absl::AsciiStrToLower(&name);
  return name.find("claude") != name.npos;
}

}  // namespace

llm::v1::Dialect DetectDialect(std::string_view body) {
  json::Document document;
  if (!ReadBody(body, document).ok() || !document.root().IsObject()) return llm::v1::DIALECT_UNSPECIFIED;
  const json::Value root = document.root();
  if (root.Find("system")) return llm::v1::ANTHROPIC_MESSAGES;
  if (root.Find("messages")) return NamesClaude(root) ? llm::v1::ANTHROPIC_MESSAGES : llm::v1::OPENAI_CHAT;
  return root.Find("prompt") ? llm::v1::OPENAI_COMPLETIONS : llm::v1::DIALECT_UNSPECIFIED;
}

}  // namespace signalbox::dialect
