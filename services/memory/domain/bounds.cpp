#include "services/memory/domain/bounds.h"

#include "common/status/error.h"

namespace signalbox::memory {

absl::Status OutOfBounds(const std::string& field, std::int64_t least, std::int64_t most) {
  return Error(absl::StatusCode::kInvalidArgument, "",
               field + " must be between " + std::to_string(least) + " and " + std::to_string(most),
               {{"field", field}});
}

absl::StatusOr<std::int64_t> Bounded(const std::string& field, std::int64_t value, std::int64_t fallback,
                                     std::int64_t most) {
  if (value < 0 || value > most) return OutOfBounds(field, 1, most);
  return value == 0 ? fallback : value;
}

}  // namespace signalbox::memory
