#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/router/domain/live/live_news.h"

namespace signalbox::router {

/// One line of JSON. `origin`: which replica says so.
std::string ToJson(const LiveNews& news, std::string_view origin);

/// Nothing for what is `origin`'s own, for what cannot be read, and for news of a kind that is not known here.
std::optional<LiveNews> NewsFromJson(std::string_view text, std::string_view origin);

}  // namespace signalbox::router
