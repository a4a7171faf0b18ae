#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signalbox::http {

/// Cuts lines that end in CRLF out of bytes that arrive in pieces. A line that arrives whole is not copied.
class LineReader {
 public:
  enum class Result {
    kLine,  ///< `line` is the next line without its CRLF, valid until the next call and while `input`'s bytes live.
    kMore,  ///< The line is not complete; all of `input` is kept.
    kBareLineFeed,  ///< A line feed without a carriage return before it.
    kTooLong,       ///< The line is longer than `limit` bytes.
  };

  /// Takes one line from the front of `input`.
  Result Next(std::string_view& input, std::size_t limit, std::string_view& line);

  /// Bytes of an unfinished line.
  bool empty() const { return carry_.empty() || carry_returned_; }

 private:
  std::string carry_;
  bool carry_returned_ = false;
};

}  // namespace signalbox::http
