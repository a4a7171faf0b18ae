#pragma once

#include "tests/support/fake_provider/answer.h"

namespace signalbox::fake_provider::vertex {

/// The token endpoint: {"error","error_description"}.
const Dialect& OAuth();

/// Claude behind Google's front: what the front refuses (keys, quota, names) in Google's words, all else in
/// Anthropic's.
const Dialect& Claude();

}  // namespace signalbox::fake_provider::vertex
