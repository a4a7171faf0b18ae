#include "gateway/operations/document.h"

#include <vector>

#include "gateway/operations/operations.h"
#include "gateway/transcode/openapi.h"

namespace signalbox::gateway {
namespace {

constexpr char kChatRequest[] = R"({
  "type": "object",
  "required": ["model", "messages"],
  "additionalProperties": true,
  "properties": {
    "model": {"type": "string", "maxLength": 256},
    "messages": {"type": "array", "minItems": 1, "items": {"type": "object", "additionalProperties": true}},
    "stream": {"type": "boolean", "default": false},
    "stream_options": {"type": "object", "properties": {"include_usage": {"type": "boolean"}}},
    "conversation_id": {"type": "string", "maxLength": 256, "description": "The session this request continues."},
    "user": {"type": "string", "maxLength": 256}
  }
})";

constexpr char kChatResponse[] = R"({
  "type": "object",
  "additionalProperties": true,
  "properties": {
    "id": {"type": "string"},
    "object": {"type": "string", "const": "chat.completion"},
    "created": {"type": "integer"},
    "model": {"type": "string"},
    "choices": {"type": "array", "items": {"type": "object", "additionalProperties": true}},
    "usage": {"type": "object", "additionalProperties": true}
  }
})";

constexpr char kAnswer[] = R"({
  "type": "object",
  "additionalProperties": true,
  "properties": {
    "id": {"type": "string"},
    "object": {"type": "string", "const": "response"},
    "status": {"type": "string", "enum": ["completed", "incomplete"]},
    "output": {"type": "array", "items": {"type": "object", "additionalProperties": true}}
  }
})";

constexpr char kDeletedAnswer[] = R"({
  "type": "object",
  "required": ["id", "object", "deleted"],
  "properties": {
    "id": {"type": "string"},
    "object": {"type": "string", "const": "response"},
    "deleted": {"type": "boolean"}
  }
})";

constexpr char kItems[] = R"({
  "type": "object",
  "required": ["object", "data", "first_id", "last_id", "has_more"],
  "properties": {
    "object": {"type": "string", "const": "list"},
    "data": {"type": "array", "items": {"type": "object", "additionalProperties": true}},
    "first_id": {"type": "string"},
    "last_id": {"type": "string"},
    "has_more": {"type": "boolean"}
  }
})";

constexpr char kModel[] = R"({
  "type": "object",
  "required": ["id", "object", "created", "owned_by"],
  "properties": {
    "id": {"type": "string"},
    "object": {"type": "string", "const": "model"},
    "created": {"type": "integer"},
    "owned_by": {"type": "string"}
  }
})";

std::string ModelList() {
  return std::string(R"({"type":"object","properties":{"object":{"type":"string","const":"list"},)") +
         R"("data":{"type":"array","items":)" + kModel + "}}}";
}

std::string Status() {
  return R"({"type":"object","required":["status"],"properties":{"status":{"type":"string"}}})";
}

}  // namespace

std::string OpenApi(std::span<const ManagementRoute> management) {
  const std::vector<OpenApiOperation> operations{
      {"POST", "/v1/chat/completions", "inference", "Create a chat completion", true, kChatRequest, kChatResponse},
      {"GET", "/v1/responses/{id}", "inference", "Show an answer that was kept", true, "", kAnswer},
      {"DELETE", "/v1/responses/{id}", "inference", "Forget an answer", true, "", kDeletedAnswer},
      {"GET", "/v1/responses/{id}/input_items", "inference", "List what was asked for an answer", true, "", kItems},
      {"GET", "/v1/models", "inference", "List the models you may use", true, "", ModelList()},
      {"GET", "/v1/models/{id}", "inference", "Show a model", true, "", kModel},
      {"GET", "/health", "operations", "Liveness and version", false, "", Status()},
      {"GET", "/health/live", "operations", "Liveness", false, "", Status()},
      {"GET", "/health/ready", "operations", "Readiness, with every dependency", false, "", Status()},
      {"GET", "/version", "operations", "The version of this build", false, "", ""},
  };
  return OpenApiDocument({"Signalbox", std::string(BuildVersion())}, management, operations);
}

}  // namespace signalbox::gateway
