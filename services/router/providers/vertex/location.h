#pragma once

#include <string>
#include <string_view>

namespace signalbox::router::vertex {

/// The root of Vertex AI's API for a location: a region ("europe-west1"), a multi-region ("us", "eu") or "global".
std::string BaseUrlOf(std::string_view location);

}  // namespace signalbox::router::vertex
