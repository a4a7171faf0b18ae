#pragma once

#include "common/dialect/codec.h"

namespace signalbox::dialect::gemini {

/// Google's generateContent, streamGenerateContent and countTokens; README.md says how they are translated. Lives for
/// ever.
const Codec& GeminiCodec();

}  // namespace signalbox::dialect::gemini
