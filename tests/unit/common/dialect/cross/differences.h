#pragma once

#include <string>

#include <google/protobuf/message.h>

namespace signalbox::dialect::testing {

/// The differences of two messages, one a line; empty when there is none. JSON is compared as JSON. What only tells how
/// something was spelled is left out, and so is which dialect it was.
std::string Differences(const google::protobuf::Message& a, const google::protobuf::Message& b);

}  // namespace signalbox::dialect::testing
