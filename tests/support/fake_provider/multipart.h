#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::fake_provider {

/// One part of a multipart/form-data body. Views into the body.
struct FormPart {
  std::string_view name;
  std::string_view filename;  ///< Empty: not a file.
  std::string_view body;
};

/// Nothing when `content_type` is not multipart/form-data or `body` does not follow its boundary to the end.
std::optional<std::vector<FormPart>> ParseForm(std::string_view content_type, std::string_view body);

/// The first part called `name`, or nullptr.
const FormPart* FindPart(const std::vector<FormPart>& form, std::string_view name);

}  // namespace signalbox::fake_provider
