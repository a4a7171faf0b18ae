#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "services/router/domain/catalog.h"

namespace signalbox::router {

/// Settings as they stand in the database: one JSON object of strings.
std::string ToJson(const Settings& settings);

/// Errors: kDataLoss when the text is none.
absl::StatusOr<Settings> SettingsFromJson(std::string_view text);

}  // namespace signalbox::router
