#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// The whole request, canonical, and back. Encode(Decode(x)) is x up to white space, key order and the spelling of
/// numbers and strings.
///
/// What the canonical model cannot say, or cannot say in the form it had ("stop" as one string, a null), is kept in
/// `extra_json` of the nearest message; when written, a field in `extra_json` wins over the canonical one of its name.
/// A content part keeps at least "{}" there, which tells it from content that was one string. Errors: kInvalidArgument
/// as ScanRequest, and for a name repeated in any object that is understood.
absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body);
std::string EncodeRequest(const llm::v1::Conversation& conversation);

/// The request's own turns without its leading system and developer messages, for a transcript.
/// Errors: as DecodeRequest.
absl::StatusOr<std::vector<llm::v1::Message>> DecodeTurns(std::string_view body);

}  // namespace signalbox::dialect::openai_chat
