#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {

/// The head of an answer whose length is known.
std::string Head(int status, std::string_view content_type, std::size_t length, const Script& script);

/// The head of an event stream in chunked coding.
std::string StreamHead(const Script& script);

}  // namespace signalbox::fake_provider
