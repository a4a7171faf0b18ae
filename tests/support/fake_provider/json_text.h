#pragma once

#include <string>
#include <string_view>

namespace signalbox::fake_provider {

/// `text` as a JSON string with its quotes. UTF-8 in, UTF-8 out.
std::string Quoted(std::string_view text);

}  // namespace signalbox::fake_provider
