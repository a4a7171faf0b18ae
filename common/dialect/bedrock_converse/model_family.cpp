#include "common/dialect/bedrock_converse/model_family.h"

namespace signalbox::dialect::bedrock_converse {

Family FamilyOf(std::string_view model) {
  const auto has = [&](std::string_view part) { return model.find(part) != model.npos; };
  if (has("anthropic.claude")) return Family::kClaude;
  if (has("amazon.nova")) return Family::kNova;
  if (has("mistral.")) return Family::kMistral;
  return has("openai.gpt-oss") ? Family::kGptOss : Family::kOther;
}

}  // namespace signalbox::dialect::bedrock_converse
