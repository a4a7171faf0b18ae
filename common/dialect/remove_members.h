#pragma once

#include <absl/functional/function_ref.h>

#include "common/dialect/splice.h"
#include "common/json/document.h"

namespace signalbox::dialect {

/// Notes that every such member of an object goes, each with one comma.
void RemoveMembers(json::Value object, absl::FunctionRef<bool(json::Value key)> which, Splice& splice);

}  // namespace signalbox::dialect
