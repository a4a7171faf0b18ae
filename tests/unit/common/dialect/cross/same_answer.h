#pragma once

#include <string>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::testing {

/// What a caller of that dialect was told differently by a plain answer and by a stream; empty when nothing.
std::string ToldDifferently(llm::v1::Dialect caller, llm::v1::Response plain, llm::v1::Response streamed);

}  // namespace signalbox::dialect::testing
