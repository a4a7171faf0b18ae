#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::gateway {

/// The names of a pattern's parameters, in order: {"id"} for "/x/{id}" and for "/x/{id...}".
std::vector<std::string> ParametersOf(std::string_view pattern);

/// The pattern with its parameters' names taken out: patterns that match the same paths are then equal.
std::string Anonymous(std::string_view pattern);

/// The pattern as OpenAPI writes it: "{id...}" becomes "{id}".
std::string OpenApiPath(std::string_view pattern);

}  // namespace signalbox::gateway
