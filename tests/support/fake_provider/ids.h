#pragma once

#include <string>
#include <string_view>

namespace signalbox::fake_provider {

/// `prefix` and 24 letters and digits that this machine has not used before. One thread.
std::string NextId(std::string_view prefix);

}  // namespace signalbox::fake_provider
