#pragma once

#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

/// The `source` of an image or a document. False when the canonical model cannot hold it as it is.
bool DecodeImageSource(json::Value source, llm::v1::Image& image);
bool DecodeDocumentSource(json::Value source, llm::v1::File& file);

/// Whether a block with this can be sent at all. What only a provider knows by its id is known to its own provider
/// alone
/// (`own`). An address must be one of the web's.
bool CanWriteImage(const llm::v1::Image& image, bool own);
bool CanWriteFile(const llm::v1::File& file, bool own);

/// The type of the block a file becomes: a file may be a picture.
std::string_view BlockTypeOf(const llm::v1::File& file);

void WriteSource(const llm::v1::Image& image, json::Writer& writer);
void WriteSource(const llm::v1::File& file, json::Writer& writer);

}  // namespace signalbox::dialect::anthropic_messages
