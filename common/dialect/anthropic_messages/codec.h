#pragma once

#include "common/dialect/codec.h"

namespace signalbox::dialect::anthropic_messages {

/// Anthropic's Messages. Lives for ever.
const Codec& MessagesCodec();

}  // namespace signalbox::dialect::anthropic_messages
