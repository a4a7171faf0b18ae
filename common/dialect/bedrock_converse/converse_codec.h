#pragma once

#include "common/dialect/codec.h"

namespace signalbox::dialect::bedrock_converse {

/// AWS Bedrock's Converse and ConverseStream, as one speaks it to a provider. Nobody calls us in it: what belongs to a
/// caller fails with kUnimplemented, is empty or null. Lives for ever.
///
/// A stream's WireEvents carry the event's name as type; those that report a failure "exception:" before its name.
const Codec& ConverseCodec();

}  // namespace signalbox::dialect::bedrock_converse
