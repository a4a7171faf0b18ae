#pragma once

#include "common/dialect/bedrock_converse/model_family.h"
#include "common/dialect/losses.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::bedrock_converse {

/// Writes the members of a request that are neither turns nor tools: inferenceConfig, additionalModelRequestFields,
/// outputConfig, requestMetadata, serviceTier.
void WriteSettings(const llm::v1::Conversation& conversation, Family family, json::Writer& writer, Losses& losses);

}  // namespace signalbox::dialect::bedrock_converse
