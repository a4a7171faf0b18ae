#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "common/http/line_reader.h"
#include "common/http/request_head.h"

namespace signalbox::http {

/// Reads the head of one request after the other from bytes that arrive in pieces. Strict: see framing.h and
/// request_line.h. Every line is judged as soon as it is complete.
class HeadParser {
 public:
  explicit HeadParser(std::size_t max_head_bytes) : max_head_bytes_(max_head_bytes) {}

  /// Takes what belongs to the head from the front of `input`. 400 for malformed heads, 431 for too long ones or more
  /// than 100 headers; the parser is of no use afterwards.
  std::optional<Refusal> Feed(std::string_view& input);

  /// Not a byte of the next head was seen.
  bool untouched() const { return head_bytes_ == 0 && lines_.empty(); }
  bool complete() const { return complete_; }

  /// The complete head; the parser then waits for the next one.
  RequestHead Take();

 private:
  std::optional<Refusal> TakeLine(std::string_view line);
  std::optional<Refusal> TakeHeader(std::string_view line);

  std::size_t max_head_bytes_;
  std::size_t head_bytes_ = 0;
  bool has_request_line_ = false;
  bool complete_ = false;
  LineReader lines_;
  RequestHead head_;
};

}  // namespace signalbox::http
