#pragma once

#include <string>
#include <string_view>

namespace signalbox {

/// A new random UUID (version 4) in lower case, from the operating system's generator. Any thread.
std::string NewUuid();

/// Whether `text` has the form of a UUID, in either case.
bool IsUuid(std::string_view text);

}  // namespace signalbox
