#include "common/dialect/field_error.h"

#include <string>

#include <fmt/format.h>

#include "common/status/error.h"

namespace signalbox::dialect {

absl::Status BadField(std::string_view field, std::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, "", fmt::format("{}: {}", field, what),
               {{"field", std::string(field)}});
}

}  // namespace signalbox::dialect
