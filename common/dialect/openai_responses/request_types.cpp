#include "common/dialect/openai_responses/request_types.h"

#include "common/dialect/shape.h"

namespace signalbox::dialect::openai_responses {
namespace {

using namespace shapes;

constexpr ShapeField kTypeOnly[] = {{"type", &kText, true}};
constexpr Shape kTyped{.types = Shape::kObject, .fields = kTypeOnly};
constexpr Shape kTypedList{.types = Shape::kArray, .each = &kTyped};

// Parts of content.
constexpr ShapeField kWords[] = {{"text", &kText, true}, {"annotations", &kTypedList}, {"logprobs", &kObjects}};
constexpr ShapeField kRefusal[] = {{"refusal", &kText, true}};
constexpr ShapeField kImage[] = {{"image_url", &kText}, {"file_id", &kText}, {"detail", &kText}};
constexpr ShapeField kFile[] = {{"file_id", &kText}, {"file_data", &kText}, {"file_url", &kText}, {"filename", &kText}};
constexpr ShapeField kSoundFields[] = {{"data", &kText, true}, {"format", &kText}};
constexpr Shape kSound{.types = Shape::kObject, .fields = kSoundFields};
constexpr ShapeField kAudio[] = {{"input_audio", &kSound, true}};
constexpr ShapeVariant kParts[] = {{"input_text", kWords},  {"output_text", kWords}, {"refusal", kRefusal},
                                   {"input_image", kImage}, {"input_file", kFile},   {"input_audio", kAudio}};
constexpr Shape kPart{.types = Shape::kObject, .fields = kTypeOnly, .variants = kParts};
constexpr Shape kContent{.types = Shape::kString | Shape::kArray, .each = &kPart};

// Items. One without a type is a message, if it says whose.
constexpr ShapeField kThoughtFields[] = {{"type", &kText, true}, {"text", &kText, true}};
constexpr Shape kThought{.types = Shape::kObject, .fields = kThoughtFields};
constexpr Shape kThoughts{.types = Shape::kArray, .each = &kThought};
constexpr ShapeField kMessage[] = {{"content", &kContent}};
constexpr ShapeField kReasoningItem[] = {
    {"summary", &kThoughts}, {"content", &kThoughts}, {"encrypted_content", &kText}};
constexpr ShapeField kCall[] = {{"call_id", &kText, true}, {"name", &kName, true}, {"arguments", &kText, true}};
constexpr ShapeField kCallOutput[] = {{"call_id", &kText, true}, {"output", &kContent, true}, {"name", &kText}};
constexpr ShapeVariant kItems[] = {{"", kMessage},
                                   {"message", kMessage},
                                   {"reasoning", kReasoningItem},
                                   {"function_call", kCall},
                                   {"function_call_output", kCallOutput}};
constexpr ShapeField kItemFields[] = {{"type", &kText}, {"id", &kText}, {"status", &kText}, {"role", &kText}};
constexpr Shape kItem{.types = Shape::kObject, .fields = kItemFields, .variants = kItems};
constexpr Shape kInput{.types = Shape::kString | Shape::kArray, .each = &kItem};

// Tools.
constexpr ShapeField kFunction[] = {
    {"name", &kName, true}, {"description", &kText}, {"parameters", &kObject}, {"strict", &kFlag}};
constexpr ShapeVariant kTools[] = {{"function", kFunction}};
constexpr Shape kTool{.types = Shape::kObject, .fields = kTypeOnly, .variants = kTools};
constexpr Shape kToolList{.types = Shape::kArray, .each = &kTool};
constexpr ShapeField kNamed[] = {{"name", &kName, true}};
constexpr ShapeField kAllowed[] = {{"mode", &kText}, {"tools", &kObjects, true}};
constexpr ShapeVariant kChoices[] = {{"function", kNamed}, {"allowed_tools", kAllowed}};
constexpr Shape kToolChoice{.types = Shape::kString | Shape::kObject, .fields = kTypeOnly, .variants = kChoices};

// The rest.
constexpr ShapeField kSchemaFormat[] = {
    {"name", &kText, true}, {"schema", &kObject, true}, {"description", &kText}, {"strict", &kFlag}};
constexpr ShapeVariant kFormats[] = {{"json_schema", kSchemaFormat}};
constexpr Shape kFormat{.types = Shape::kObject, .fields = kTypeOnly, .variants = kFormats};
constexpr ShapeField kTextFields[] = {{"format", &kFormat}, {"verbosity", &kText}};
constexpr Shape kTextSettings{.types = Shape::kObject, .fields = kTextFields};
constexpr ShapeField kReasoningFields[] = {{"effort", &kText}, {"summary", &kText}, {"generate_summary", &kText}};
constexpr Shape kReasoning{.types = Shape::kObject, .fields = kReasoningFields};
constexpr ShapeField kStreamFields[] = {{"include_obfuscation", &kFlag}};
constexpr Shape kStreamOptions{.types = Shape::kObject, .fields = kStreamFields};
constexpr ShapeField kPromptFields[] = {{"id", &kText, true}, {"version", &kText}, {"variables", &kObject}};
constexpr Shape kPrompt{.types = Shape::kObject, .fields = kPromptFields};
constexpr Shape kConversation{.types = Shape::kString | Shape::kObject};

constexpr ShapeField kRequestFields[] = {{"input", &kInput},
                                         {"instructions", &kText},
                                         {"previous_response_id", &kText},
                                         {"conversation", &kConversation},
                                         {"prompt", &kPrompt},
                                         {"include", &kTexts},
                                         {"tools", &kToolList},
                                         {"tool_choice", &kToolChoice},
                                         {"parallel_tool_calls", &kFlag},
                                         {"max_tool_calls", &kNumber},
                                         {"max_output_tokens", &kNumber},
                                         {"temperature", &kNumber},
                                         {"top_p", &kNumber},
                                         {"top_logprobs", &kNumber},
                                         {"text", &kTextSettings},
                                         {"reasoning", &kReasoning},
                                         {"stream", &kFlag},
                                         {"stream_options", &kStreamOptions},
                                         {"background", &kFlag},
                                         {"store", &kFlag},
                                         {"truncation", &kText},
                                         {"user", &kText},
                                         {"safety_identifier", &kText},
                                         {"prompt_cache_key", &kText},
                                         {"service_tier", &kText},
                                         {"metadata", &kLabels}};
constexpr Shape kRequest{.types = Shape::kObject, .fields = kRequestFields};

}  // namespace

absl::Status CheckTypes(json::Value root) {
  return CheckShape(root, kRequest, "");
}

}  // namespace signalbox::dialect::openai_responses
