#pragma once

#include <string_view>

namespace signalbox::router::openai_compatible {

/// The text of presets.csv, compiled in.
extern const std::string_view kPresetsCsv;

}  // namespace signalbox::router::openai_compatible
