#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

namespace signalbox::router {

/// The body with its `model` set, and every other byte kept. Errors: kInvalidArgument when it is not of the type.
absl::StatusOr<std::string> SetModel(std::string_view body, std::string_view content_type, std::string_view model);

/// Whether SetModel() knows bodies of that type: JSON, and forms.
bool CanSetModel(std::string_view content_type);

}  // namespace signalbox::router
