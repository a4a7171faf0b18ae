#pragma once

#include <string_view>

#include <absl/functional/function_ref.h>

#include "common/tokens/vocabulary.h"

namespace signalbox::tokens {

/// Byte pair encoding of a piece of any length, with the result of joining it as a whole. Calls `token` with the bytes
/// of each token, in order. Takes time n log w and memory for the window w, which is 8 KiB and grows only for a text
/// whose tokens depend on characters farther away than that.
void MergeLong(const Vocabulary& vocabulary, std::string_view piece, absl::FunctionRef<void(std::string_view)> token);

}  // namespace signalbox::tokens
