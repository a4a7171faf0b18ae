// Any bytes as text: they are exactly what their tokens stand for, and are counted without being encoded.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/tokens/encoding.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signalbox;
  const std::string_view text = fuzz::TextOf(data, size);
  for (const tokens::Encoding encoding : {tokens::Encoding::kO200k, tokens::Encoding::kCl100k}) {
    const auto encoded = tokens::Encode(encoding, text);
    fuzz::Require(tokens::Count(encoding, text) == static_cast<std::int64_t>(encoded.size()));
    const auto decoded = tokens::Decode(encoding, encoded);
    fuzz::Require(decoded.ok() && *decoded == text);
  }
  return 0;
}
