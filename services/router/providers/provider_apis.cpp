#include "services/router/providers/provider_apis.h"

#include "services/router/providers/cloud_apis.h"
#include "services/router/providers/openai/openai_api.h"

namespace signalbox::router {

const ProviderApi* ProviderApiOf(std::string_view kind) {
  static const openai::OpenAiApi openai;
  return kind == openai::kKind ? &openai : CloudApiOf(kind);
}

}  // namespace signalbox::router
