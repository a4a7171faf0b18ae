#include "common/dialect/openai_chat/request_types.h"

#include "common/dialect/shape.h"

namespace signalbox::dialect::openai_chat {
namespace {

using namespace shapes;

// Parts of content.
constexpr ShapeField kMarkerFields[] = {{"type", &kText, true}, {"ttl", &kText}};
constexpr Shape kMarker{.types = Shape::kObject, .fields = kMarkerFields};
constexpr ShapeField kImageFields[] = {{"url", &kName, true}, {"detail", &kText}};
constexpr Shape kImage{.types = Shape::kObject, .fields = kImageFields};
constexpr ShapeField kAudioFields[] = {{"data", &kText, true}, {"format", &kText}};
constexpr Shape kAudio{.types = Shape::kObject, .fields = kAudioFields};
constexpr ShapeField kFileFields[] = {{"file_id", &kText}, {"file_data", &kText}, {"filename", &kText}};
constexpr Shape kFile{.types = Shape::kObject, .fields = kFileFields};

constexpr ShapeField kTextPart[] = {{"text", &kText, true}};
constexpr ShapeField kRefusalPart[] = {{"refusal", &kText, true}};
constexpr ShapeField kImagePart[] = {{"image_url", &kImage, true}};
constexpr ShapeField kAudioPart[] = {{"input_audio", &kAudio, true}};
constexpr ShapeField kFilePart[] = {{"file", &kFile, true}};
constexpr ShapeVariant kParts[] = {{"text", kTextPart},
                                   {"refusal", kRefusalPart},
                                   {"image_url", kImagePart},
                                   {"input_audio", kAudioPart},
                                   {"file", kFilePart}};
constexpr ShapeField kPartFields[] = {{"type", &kText, true}, {"cache_control", &kMarker}};
constexpr Shape kPart{.types = Shape::kObject, .fields = kPartFields, .variants = kParts};
constexpr Shape kContent{.types = Shape::kString | Shape::kArray, .each = &kPart};

// Calls.
constexpr ShapeField kCalledFields[] = {{"name", &kName, true}, {"arguments", &kText, true}};
constexpr Shape kCalled{.types = Shape::kObject, .fields = kCalledFields};
constexpr ShapeField kCustomCalledFields[] = {{"name", &kName, true}, {"input", &kText, true}};
constexpr Shape kCustomCalled{.types = Shape::kObject, .fields = kCustomCalledFields};
constexpr ShapeField kFunctionCall[] = {{"function", &kCalled, true}};
constexpr ShapeField kCustomCall[] = {{"custom", &kCustomCalled, true}};
constexpr ShapeVariant kCalls[] = {{"function", kFunctionCall}, {"custom", kCustomCall}};
constexpr ShapeField kCallFields[] = {{"id", &kText, true}, {"type", &kText, true}};
constexpr Shape kCall{.types = Shape::kObject, .fields = kCallFields, .variants = kCalls};
constexpr Shape kCallList{.types = Shape::kArray, .each = &kCall};

constexpr ShapeField kMessageFields[] = {
    {"role", &kText},           {"name", &kText},           {"content", &kContent},        {"refusal", &kText},
    {"audio", &kObject},        {"tool_calls", &kCallList}, {"reasoning_content", &kText}, {"tool_call_id", &kText},
    {"function_call", &kCalled}};
constexpr Shape kMessage{.types = Shape::kObject, .fields = kMessageFields};

// Tools.
constexpr ShapeField kFunctionFields[] = {
    {"name", &kName, true}, {"description", &kText}, {"parameters", &kObject}, {"strict", &kFlag}};
constexpr Shape kFunction{.types = Shape::kObject, .fields = kFunctionFields};
constexpr Shape kFunctionList{.types = Shape::kArray, .each = &kFunction};
constexpr ShapeField kNamedFields[] = {{"name", &kName, true}};
constexpr Shape kNamed{.types = Shape::kObject, .fields = kNamedFields};
constexpr ShapeField kFunctionTool[] = {{"function", &kFunction, true}};
constexpr ShapeField kCustomTool[] = {{"custom", &kNamed, true}};
constexpr ShapeVariant kTools[] = {{"function", kFunctionTool}, {"custom", kCustomTool}};
constexpr ShapeField kToolFields[] = {{"type", &kText, true}, {"cache_control", &kMarker}};
constexpr Shape kTool{.types = Shape::kObject, .fields = kToolFields, .variants = kTools};
constexpr Shape kToolList{.types = Shape::kArray, .each = &kTool};

constexpr ShapeField kTypeOnly[] = {{"type", &kText, true}};
constexpr ShapeField kFunctionChoice[] = {{"function", &kNamed, true}};
constexpr ShapeVariant kChoices[] = {{"function", kFunctionChoice}, {"custom", kCustomTool}};
constexpr Shape kToolChoice{.types = Shape::kString | Shape::kObject, .fields = kTypeOnly, .variants = kChoices};
constexpr Shape kLegacyChoice{.types = Shape::kString | Shape::kObject, .fields = kNamedFields};

// The rest.
constexpr ShapeField kSchemaFields[] = {
    {"name", &kText}, {"description", &kText}, {"schema", &kObject}, {"strict", &kFlag}};
constexpr Shape kSchema{.types = Shape::kObject, .fields = kSchemaFields};
constexpr ShapeField kSchemaFormat[] = {{"json_schema", &kSchema, true}};
constexpr ShapeVariant kFormats[] = {{"json_schema", kSchemaFormat}};
constexpr Shape kFormat{.types = Shape::kObject, .fields = kTypeOnly, .variants = kFormats};
constexpr Shape kStop{.types = Shape::kString | Shape::kArray, .each = &kText};
constexpr ShapeField kStreamFields[] = {{"include_usage", &kFlag}, {"include_obfuscation", &kFlag}};
constexpr Shape kStreamOptions{.types = Shape::kObject, .fields = kStreamFields};
constexpr Shape kBias{.types = Shape::kObject, .each = &kNumber};

constexpr ShapeField kParameters[] = {{"temperature", &kNumber},
                                      {"top_p", &kNumber},
                                      {"presence_penalty", &kNumber},
                                      {"frequency_penalty", &kNumber},
                                      {"seed", &kNumber},
                                      {"n", &kNumber},
                                      {"logprobs", &kFlag},
                                      {"top_logprobs", &kNumber},
                                      {"logit_bias", &kBias},
                                      {"stop", &kStop},
                                      {"max_tokens", &kNumber},
                                      {"max_completion_tokens", &kNumber},
                                      {"tools", &kToolList},
                                      {"tool_choice", &kToolChoice},
                                      {"parallel_tool_calls", &kFlag},
                                      {"functions", &kFunctionList},
                                      {"function_call", &kLegacyChoice},
                                      {"response_format", &kFormat},
                                      {"reasoning_effort", &kText},
                                      {"verbosity", &kText},
                                      {"stream", &kFlag},
                                      {"stream_options", &kStreamOptions},
                                      {"user", &kText},
                                      {"safety_identifier", &kText},
                                      {"prompt_cache_key", &kText},
                                      {"service_tier", &kText},
                                      {"metadata", &kLabels},
                                      {"store", &kFlag},
                                      {"modalities", &kTexts},
                                      {"audio", &kObject},
                                      {"prediction", &kObject},
                                      {"web_search_options", &kObject}};
constexpr Shape kRequest{.types = Shape::kObject, .fields = kParameters};

}  // namespace

absl::Status CheckMessageTypes(json::Value message, std::string_view path) {
  return CheckShape(message, kMessage, path);
}

absl::Status CheckParameterTypes(json::Value root) {
  return CheckShape(root, kRequest, "");
}

}  // namespace signalbox::dialect::openai_chat
