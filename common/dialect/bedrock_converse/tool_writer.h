#pragma once

#include "common/dialect/bedrock_converse/block_writer.h"
#include "common/dialect/losses.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::bedrock_converse {

/// Writes the member toolConfig, if there is anything to say. Bedrock wants it whenever a turn holds a call or a
/// result, so tools that only the turns know are described as far as that goes.
void WriteToolConfig(const llm::v1::Conversation& conversation, json::Writer& writer, BlockWriter& blocks,
                     Losses& losses);

}  // namespace signalbox::dialect::bedrock_converse
