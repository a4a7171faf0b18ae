#include "common/dialect/openai_completions/request_types.h"

#include "common/dialect/shape.h"

namespace signalbox::dialect::openai_completions {
namespace {

using namespace shapes;

constexpr Shape kStop{.types = Shape::kString | Shape::kArray, .each = &kText};
constexpr Shape kBias{.types = Shape::kObject, .each = &kNumber};
constexpr ShapeField kStreamFields[] = {{"include_usage", &kFlag}, {"include_obfuscation", &kFlag}};
constexpr Shape kStreamOptions{.types = Shape::kObject, .fields = kStreamFields};

// What only chats have is nothing here, whatever its type.
constexpr ShapeField kFields[] = {{"suffix", &kText},
                                  {"echo", &kFlag},
                                  {"best_of", &kNumber},
                                  {"n", &kNumber},
                                  {"max_tokens", &kNumber},
                                  {"temperature", &kNumber},
                                  {"top_p", &kNumber},
                                  {"presence_penalty", &kNumber},
                                  {"frequency_penalty", &kNumber},
                                  {"logprobs", &kNumber},
                                  {"logit_bias", &kBias},
                                  {"seed", &kNumber},
                                  {"stop", &kStop},
                                  {"stream", &kFlag},
                                  {"stream_options", &kStreamOptions},
                                  {"user", &kText}};
constexpr Shape kRequest{.types = Shape::kObject, .fields = kFields};

}  // namespace

absl::Status CheckTypes(json::Value root) {
  return CheckShape(root, kRequest, "");
}

}  // namespace signalbox::dialect::openai_completions
