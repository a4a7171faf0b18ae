#pragma once

#include <absl/status/statusor.h>

#include "common/dialect/anthropic_messages/path.h"
#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

using Blocks = google::protobuf::RepeatedPtrField<llm::v1::ContentBlock>;

/// One content block. One of an unknown type, or of a form the canonical model cannot hold, is a block without a kind
/// whose `extra_json` is all of it.
/// Errors: kInvalidArgument when it is no object with a type, says a name twice or lacks what its type must have.
absl::StatusOr<llm::v1::ContentBlock> DecodeBlock(json::Value block, const Path& path);

/// Content as one string is a text block without `form_json`; a block of a list keeps at least "{}" there. False for
/// an empty list, which no blocks can tell of.
absl::StatusOr<bool> DecodeContent(json::Value content, const Path& path, Blocks& blocks);

/// `cache_control`. False for a form the canonical model cannot hold.
bool DecodeCacheControl(json::Value value, llm::v1::CacheMarker& marker);

/// One element of a text's `citations`.
llm::v1::Citation DecodeCitation(json::Value citation);

}  // namespace signalbox::dialect::anthropic_messages
