#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/dialect/extra_fields.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// Where fields of a request go that the canonical model has no place for.
struct Leftovers {
  ExtraFields extra;  ///< Ask for something: losses of a translation. A field of `text` is called "text.verbosity".
  ExtraFields form;   ///< Say nothing that is not said otherwise.
};

/// `text` (the form of the answer) and `reasoning`. Both must be objects; errors: kInvalidArgument naming the field.
absl::Status DecodeText(json::Value text, llm::v1::Conversation& into, Leftovers& left);
absl::Status DecodeReasoning(json::Value reasoning, llm::v1::Conversation& into, Leftovers& left);

/// `text.format`.
void WriteFormat(const llm::v1::ResponseFormat& format, json::Writer& writer);

/// The effort, or the word for a bound in tokens (thinking_effort.h). Empty when the model is to decide.
std::string_view AskedEffort(const llm::v1::Reasoning& reasoning);

}  // namespace signalbox::dialect::openai_responses
