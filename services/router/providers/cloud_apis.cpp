#include "services/router/providers/cloud_apis.h"

#include "services/router/providers/azure/azure_api.h"
#include "services/router/providers/bedrock/bedrock_api.h"
#include "services/router/providers/openai_compatible/compatible_api.h"
#include "services/router/providers/vertex/vertex_api.h"

namespace signalbox::router {

const ProviderApi* CloudApiOf(std::string_view kind) {
  static const azure::AzureApi azure;
  static const bedrock::BedrockApi bedrock;
  static const openai_compatible::CompatibleApi compatible;
  static const vertex::VertexApi vertex;
  if (kind == "azure") return &azure;
  if (kind == "bedrock") return &bedrock;
  if (kind == "openai_compatible") return &compatible;
  return kind == "vertex" ? &vertex : nullptr;
}

}  // namespace signalbox::router
