#include "common/json/malformed.h"

#include <fmt/format.h>

#include "common/status/error.h"

namespace signalbox::json {

absl::Status Malformed(std::string_view what, std::size_t offset) {
  return Error(absl::StatusCode::kInvalidArgument, "", fmt::format("invalid JSON at byte {}: {}", offset, what));
}

}  // namespace signalbox::json
