#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/losses.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// The whole request, canonical, and back. Encode(Decode(x)) is x up to white space, key order and the spelling of
/// numbers and strings.
///
/// What the canonical model cannot say is kept in `extra_json` of the nearest message, what it cannot say in the form
/// it had ("stop" as one string, a null) in `form_json`; when written, a field in either wins over the canonical one of
/// its name. A part of a content list has a form, which tells it from content that was one string. `functions`,
/// `function_call` and the role "function" become tools, calls and results with ids of ours. Errors: kInvalidArgument
/// as ScanRequest, and for a name repeated in any object that is understood.
absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body);
std::string EncodeRequest(const llm::v1::Conversation& conversation);

/// The same, with the provider's name of the model. Turns that are another dialect's are translated.
std::string EncodeRequest(const llm::v1::Conversation& conversation, std::string_view model, Losses& losses);

}  // namespace signalbox::dialect::openai_chat
