#pragma once

#include <absl/status/status.h>

namespace signalbox::postgres {

/// The status for the exception being handled, as pool.h promises. Only inside a catch block.
absl::Status StatusOfCurrentException();

}  // namespace signalbox::postgres
