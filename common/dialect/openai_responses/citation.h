#pragma once

#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// An annotation (`url_citation`, `file_citation`, ...), which must be an object, and back. One of another dialect
/// becomes a url_citation.
llm::v1::Citation DecodeCitation(json::Value annotation);
void WriteCitation(const llm::v1::Citation& citation, bool own, json::Writer& writer);

/// Whether it can be written: a source of another dialect that has no address cannot.
bool CanWriteCitation(const llm::v1::Citation& citation, bool own);

}  // namespace signalbox::dialect::openai_responses
