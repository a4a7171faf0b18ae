#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/dialect/error.h"
#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::bedrock_converse {

/// A `stopReason`.
llm::v1::FinishReason FinishOf(std::string_view stop_reason);

/// A `usage`, whose classes are disjoint as they come. Nothing when a total is missing, negative or absurdly large.
std::optional<llm::v1::Usage> ReadUsage(json::Value usage);

/// The stop sequence that additionalModelResponseFields names; empty when none.
std::string StopSequenceOf(json::Value holder);

/// One citation of a citationsContent block or a delta.
llm::v1::Citation ReadCitation(json::Value citation);

/// A string member; empty when there is none.
std::string TextOf(json::Value object, std::string_view name);

/// What a body of an error says: {"message": ..., "__type": ...}. Nothing when it is none.
std::optional<ErrorBody> ReadError(std::string_view body);

/// The same with the exception's name known: "throttlingException", "ThrottlingException".
ErrorBody ErrorOf(std::string_view exception, std::string_view body);

}  // namespace signalbox::dialect::bedrock_converse
