#include "gateway/operations/document.h"

#include <iterator>
#include <vector>

#include "gateway/operations/inference_operations.h"
#include "gateway/operations/operations.h"
#include "gateway/transcode/openapi.h"

namespace signalbox::gateway {
namespace {

std::string Status() {
  return R"({"type":"object","required":["status"],"properties":{"status":{"type":"string"}}})";
}

}  // namespace

std::string OpenApi(std::span<const ManagementRoute> management) {
  std::vector<OpenApiOperation> operations = InferenceOperations();
  const OpenApiOperation others[] = {
      {"GET", "/health", "operations", "Liveness and version", false, "", Status()},
      {"GET", "/health/live", "operations", "Liveness", false, "", Status()},
      {"GET", "/health/ready", "operations", "Readiness, with every dependency", false, "", Status()},
      {"GET", "/version", "operations", "The version of this build", false, "", ""},
  };
  operations.insert(operations.end(), std::begin(others), std::end(others));
  return OpenApiDocument({"Signalbox", std::string(BuildVersion())}, management, operations);
}

}  // namespace signalbox::gateway
