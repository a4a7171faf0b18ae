#pragma once

#include <string>

#include <absl/status/statusor.h>

#include "common/context/request_context.h"

namespace signalbox::memory {

/// Whose sessions a call is about: the key's user, so that all keys of a person share one memory; else the key itself;
/// else, for an administrator without either, "admin". Prefixed by kind: a user and a key of the same id never meet.
///
/// Errors: kUnauthenticated when the context names nobody.
absl::StatusOr<std::string> OwnerOf(const RequestContext& context);

}  // namespace signalbox::memory
