#pragma once

#include "common/dialect/extra_fields.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

// Fields of a request that all of OpenAI's APIs spell alike. What `object` holds already is not written.

void WriteSampling(const llm::v1::Sampling& from, ObjectWriter& object, json::Writer& writer);
void WriteStop(const llm::v1::Conversation& from, ObjectWriter& object, json::Writer& writer);
void WriteStream(const llm::v1::Conversation& from, ObjectWriter& object, json::Writer& writer);
void WriteLabels(const llm::v1::Conversation& from, ObjectWriter& object, json::Writer& writer);

}  // namespace signalbox::dialect::openai_chat
