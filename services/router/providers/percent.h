#pragma once

#include <string>
#include <string_view>

namespace signalbox::router {

/// Appends `text` percent-encoded but for RFC 3986's unreserved characters, so that it is one segment of a path or one
/// part of a query.
void AppendPercentEncoded(std::string& out, std::string_view text);

std::string PercentEncoded(std::string_view text);

/// Undoes it; what is no escape stays.
std::string PercentDecoded(std::string_view text);

}  // namespace signalbox::router
