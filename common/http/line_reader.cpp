#include "common/http/line_reader.h"

namespace signalbox::http {

LineReader::Result LineReader::Next(std::string_view& input, std::size_t limit, std::string_view& line) {
  if (carry_returned_) {
    carry_ = std::string();  // Gives the memory back: an idle connection should hold none.
    carry_returned_ = false;
  }
  const std::size_t end = input.find('\n');
  const std::string_view piece = input.substr(0, end);
  if (carry_.size() + piece.size() > limit + 1) return Result::kTooLong;  // One more for the carriage return.
  if (end == std::string_view::npos) {
    carry_.append(piece);
    input = {};
    return Result::kMore;
  }
  input.remove_prefix(end + 1);
  line = piece;
  if (!carry_.empty()) {
    carry_.append(piece);
    line = carry_;
    carry_returned_ = true;
  }
  if (line.empty() || line.back() != '\r') return Result::kBareLineFeed;
  line.remove_suffix(1);
  return Result::kLine;
}

}  // namespace signalbox::http
