#include "services/router/providers/provider_apis.h"

#include "services/router/providers/anthropic/anthropic_api.h"
#include "services/router/providers/cloud_apis.h"
#include "services/router/providers/gemini/gemini_api.h"
#include "services/router/providers/openai/openai_api.h"

namespace signalbox::router {

const ProviderApi* ProviderApiOf(std::string_view kind) {
  static const openai::OpenAiApi openai;
  static const anthropic::AnthropicApi anthropic;
  static const gemini::GeminiApi gemini;
  if (kind == openai::kKind) return &openai;
  if (kind == gemini::kKind) return &gemini;
  return kind == anthropic::kKind ? &anthropic : CloudApiOf(kind);
}

}  // namespace signalbox::router
