#pragma once

#include <string_view>

namespace signalbox::gateway {

/// The family of a User-Agent, from a closed table; "other" for everything else, "none" without one.
std::string_view ClientName(std::string_view user_agent);

}  // namespace signalbox::gateway
