#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

namespace signalbox::dialect {

/// Where the content of one part of a form stands in its body.
struct FormField {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The boundary a Content-Type of multipart/form-data names; nothing for another type or a boundary that RFC 2046 does
/// not allow (1 to 70 characters).
std::optional<std::string> BoundaryOf(std::string_view content_type);

/// Finds the part of a form (RFC 7578) called `name`, in one pass, copying nothing. Nothing when there is none.
///
/// Errors: kInvalidArgument when the body is no such form: it does not begin with the boundary, a part's head is
/// missing or longer than 16 KiB, there are more than 1,000 parts, or the closing boundary is missing; and when `name`
/// is given twice or as a file, as two readers could then take different ones for it.
absl::StatusOr<std::optional<FormField>> FindFormField(std::string_view body, std::string_view boundary,
                                                       std::string_view name);

}  // namespace signalbox::dialect
