#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {

/// The head of an answer whose length is known. `more` is further lines, each with its line break.
std::string Head(int status, std::string_view content_type, std::size_t length, const Script& script,
                 std::string_view more);

/// The head of a stream in chunked coding.
std::string StreamHead(std::string_view content_type, const Script& script, std::string_view more);

}  // namespace signalbox::fake_provider
