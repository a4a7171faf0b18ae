#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/http/line_reader.h"

namespace signalbox::http {

/// Decodes one chunked body that arrives in pieces. Strict: sizes are bare hexadecimal digits, every line ends in CRLF,
/// extensions and trailers are bounded and dropped.
class ChunkedDecoder {
 public:
  enum class Result { kMore, kComplete, kMalformed, kTooLarge };

  explicit ChunkedDecoder(std::uint64_t max_body_bytes) : max_body_bytes_(max_body_bytes) {}

  /// Takes what belongs to the body from the front of `input` and appends the decoded bytes to `body` (unless null).
  /// kTooLarge as soon as a chunk is announced that would pass the limit.
  Result Feed(std::string_view& input, std::string* body);

 private:
  enum class Part { kSize, kContent, kContentEnd, kTrailer };

  void TakeContent(std::string_view& input, std::string* body);
  Result TakeLine(std::string_view line);
  Result TakeSize(std::string_view line);
  Result TakeTrailer(std::string_view line);
  bool WithinOverhead(std::size_t bytes);

  std::uint64_t max_body_bytes_;
  std::uint64_t announced_bytes_ = 0;
  std::uint64_t chunk_left_ = 0;
  std::size_t overhead_bytes_ = 0;
  Part part_ = Part::kSize;
  LineReader lines_;
};

}  // namespace signalbox::http
