#pragma once

#include <span>
#include <string>
#include <vector>

#include "gateway/transcode/routes.h"

namespace signalbox::gateway {

/// A hand-written operation of the OpenAPI document: a data-plane route, which no proto describes.
struct OpenApiOperation {
  std::string method;   ///< "POST".
  std::string pattern;  ///< "/v1/chat/completions".
  std::string tag;      ///< The group it is shown under: "inference".
  std::string summary;
  bool needs_key = true;
  std::string request_schema = {};   ///< A JSON Schema as JSON; empty: no body.
  std::string response_schema = {};  ///< Of the 200 answer; empty: any JSON.

  std::string id = {};                                           ///< Its operationId; empty: made of the tag.
  std::string request_type = "application/json";                 ///< Of the body.
  std::vector<std::string> answer_types = {"application/json"};  ///< Of the 200 answer; the schema is that of JSON.
  enum class Form { kOpenAi, kAnthropic, kGoogle };
  Form form = Form::kOpenAi;           ///< Whose errors it answers, and where it takes the key.
  std::vector<std::string> also = {};  ///< Other patterns of the same operation: "x-signalbox-also".
};

struct OpenApiInfo {
  std::string title;
  std::string version;
};

/// The OpenAPI 3.1 document of all routes, as JSON. Descriptions are the comments of the protos. Deterministic.
std::string OpenApiDocument(const OpenApiInfo& info, std::span<const ManagementRoute> routes,
                            std::span<const OpenApiOperation> operations);

}  // namespace signalbox::gateway
