#include "tests/support/fake_provider/gemini/shape.h"

namespace signalbox::fake_provider::gemini {
namespace {

extern const Shape kSchema;
constexpr Field kSchemaFields[] = {
    {"type"},
    {"format"},
    {"title"},
    {"description"},
    {"nullable"},
    {"enum"},
    {"items", &kSchema},
    {"max_items"},
    {"min_items"},
    {"properties", &kSchema, false, true},
    {"required"},
    {"min_properties"},
    {"max_properties"},
    {"minimum"},
    {"maximum"},
    {"min_length"},
    {"max_length"},
    {"pattern"},
    {"example"},
    {"any_of", &kSchema, true},
    {"property_ordering"},
    {"default"},
};
const Shape kSchema{kSchemaFields};

constexpr Field kBlobFields[] = {{"mime_type"}, {"data"}, {"display_name"}};
const Shape kBlob{kBlobFields};
constexpr Field kFileDataFields[] = {{"mime_type"}, {"file_uri"}, {"display_name"}};
const Shape kFileData{kFileDataFields};
constexpr Field kCallFields[] = {{"id"}, {"name"}, {"args"}, {"partial_args"}, {"will_continue"}};
const Shape kCall{kCallFields};
constexpr Field kResultPartFields[] = {{"inline_data", &kBlob}, {"file_data", &kFileData}};
const Shape kResultPart{kResultPartFields};
constexpr Field kResultFields[] = {
    {"id"}, {"name"}, {"response"}, {"parts", &kResultPart, true}, {"will_continue"}, {"scheduling"}};
const Shape kResult{kResultFields};

constexpr Field kPartFields[] = {
    {"text"},
    {"thought"},
    {"thought_signature"},
    {"inline_data", &kBlob},
    {"file_data", &kFileData},
    {"function_call", &kCall},
    {"function_response", &kResult},
    {"executable_code"},
    {"code_execution_result"},
    {"video_metadata"},
    {"media_resolution"},
    {"part_metadata"},
    {"tool_call"},
    {"tool_response"},
};
const Shape kPart{kPartFields};
constexpr Field kContentFields[] = {{"role"}, {"parts", &kPart, true}};
const Shape kContent{kContentFields};

constexpr Field kDeclarationFields[] = {
    {"name"},     {"description"},        {"parameters", &kSchema}, {"parameters_json_schema"},
    {"behavior"}, {"response", &kSchema}, {"response_json_schema"},
};
const Shape kDeclaration{kDeclarationFields};
constexpr Field kToolFields[] = {
    {"function_declarations", &kDeclaration, true},
    {"google_search"},
    {"google_search_retrieval"},
    {"code_execution"},
    {"url_context"},
    {"computer_use"},
    {"file_search"},
    {"google_maps"},
    {"mcp_servers"},
    {"retrieval"},
    {"enterprise_web_search"},
};
const Shape kTool{kToolFields};
constexpr Field kCallingFields[] = {{"mode"}, {"allowed_function_names"}, {"stream_function_call_arguments"}};
const Shape kCalling{kCallingFields};
constexpr Field kToolConfigFields[] = {
    {"function_calling_config", &kCalling}, {"retrieval_config"}, {"include_server_side_tool_invocations"}};
const Shape kToolConfig{kToolConfigFields};

constexpr Field kThinkingFields[] = {{"include_thoughts"}, {"thinking_budget"}, {"thinking_level"}};
const Shape kThinking{kThinkingFields};
constexpr Field kConfigFields[] = {
    {"stop_sequences"},
    {"response_mime_type"},
    {"response_schema", &kSchema},
    {"response_json_schema"},
    {"response_modalities"},
    {"candidate_count"},
    {"max_output_tokens"},
    {"temperature"},
    {"top_p"},
    {"top_k"},
    {"seed"},
    {"presence_penalty"},
    {"frequency_penalty"},
    {"response_logprobs"},
    {"logprobs"},
    {"enable_enhanced_civic_answers"},
    {"speech_config"},
    {"thinking_config", &kThinking},
    {"image_config"},
    {"media_resolution"},
    {"audio_timestamp"},
    {"routing_config"},
    {"model_selection_config"},
};
const Shape kConfig{kConfigFields};
constexpr Field kSafetyFields[] = {{"category"}, {"threshold"}, {"method"}};
const Shape kSafety{kSafetyFields};

constexpr Field kGenerateFields[] = {
    {"model"},
    {"contents", &kContent, true},
    {"system_instruction", &kContent},
    {"tools", &kTool, true},
    {"tool_config", &kToolConfig},
    {"safety_settings", &kSafety, true},
    {"generation_config", &kConfig},
    {"cached_content"},
    {"labels"},
    {"store"},
    {"service_tier"},
};

constexpr Field kCountFields[] = {
    {"model"},
    {"contents", &kContent, true},
    {"generate_content_request", &kGenerateContentRequest},
    {"tools", &kTool, true},
    {"system_instruction", &kContent},
    {"generation_config", &kConfig},
};
constexpr Field kEmbedFields[] = {{"model"}, {"content", &kContent},    {"task_type"},
                                  {"title"}, {"output_dimensionality"}, {"auto_truncate"}};
constexpr Field kBatchFields[] = {{"requests", &kEmbedContentRequest, true}};

}  // namespace

const Shape kGenerateContentRequest{kGenerateFields};
const Shape kCountTokensRequest{kCountFields};
const Shape kEmbedContentRequest{kEmbedFields};
const Shape kBatchEmbedContentsRequest{kBatchFields};

}  // namespace signalbox::fake_provider::gemini
