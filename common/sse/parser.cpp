#include "common/sse/parser.h"

#include <algorithm>
#include <cstring>

#include "common/status/error.h"

namespace signalbox::sse {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::size_t Find(std::string_view text, char c, std::size_t from) {
  const void* found = from < text.size() ? std::memchr(text.data() + from, c, text.size() - from) : nullptr;
  return found == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

/// Finds line ends one after the other. Each byte is looked at once for LF and once for CR, whichever of them is in
/// use.
class LineEnds {
 public:
  explicit LineEnds(std::string_view bytes) : bytes_(bytes) {}

  // The position of the next line end at or after `from`, or the size.
  std::size_t Next(std::size_t from) {
    if (line_feed_ < from || !searched_) line_feed_ = Find(bytes_, '\n', from);
    if (carriage_return_ < from || !searched_) carriage_return_ = Find(bytes_, '\r', from);
    searched_ = true;
    return std::min(line_feed_, carriage_return_);
  }

 private:
  std::string_view bytes_;
  std::size_t line_feed_ = 0;
  std::size_t carriage_return_ = 0;
  bool searched_ = false;
};

}  // namespace

void Parser::Text::Set(std::string_view text) {
  view_ = text;
  borrowed_ = true;
}

void Parser::Text::Append(std::string_view text) {
  Keep();
  copy_ += text;
}

void Parser::Text::Keep() {
  if (!borrowed_) return;
  copy_.assign(view_);
  borrowed_ = false;
}

Parser::Parser(std::size_t max_event_bytes) : max_event_bytes_(max_event_bytes) {}

absl::Status Parser::Feed(std::string_view bytes, const OnEvent& on_event) {
  if (skip_line_feed_ && !bytes.empty()) {
    skip_line_feed_ = false;
    if (bytes.front() == '\n') bytes.remove_prefix(1);
  }
  LineEnds ends(bytes);
  for (std::size_t start = 0; !failed_;) {
    const std::size_t end = ends.Next(start);
    const std::string_view piece = bytes.substr(start, end - start);
    if (end == bytes.size()) {
      failed_ = !Buffer(piece);
      break;
    }
    failed_ = !TakeLineEndingWith(piece, on_event);
    start = AfterLineEnd(bytes, end);
  }
  data_.Keep();
  type_.Keep();
  if (!failed_) return absl::OkStatus();
  return Error(absl::StatusCode::kResourceExhausted, "", "an event of the stream is too large");
}

// Whether the unfinished line is within the bound.
bool Parser::Buffer(std::string_view rest) {
  if (event_bytes_ + line_.size() + rest.size() > max_event_bytes_) return false;
  line_ += rest;
  return true;
}

std::size_t Parser::AfterLineEnd(std::string_view bytes, std::size_t end) {
  if (bytes[end] == '\n') return end + 1;
  skip_line_feed_ = end + 1 == bytes.size();
  return bytes.substr(end + 1).starts_with('\n') ? end + 2 : end + 1;
}

// Whether the event is within the bound.
bool Parser::TakeLineEndingWith(std::string_view piece, const OnEvent& on_event) {
  if (line_.empty()) return TakeLine(piece, on_event);
  line_ += piece;
  const bool taken = TakeLine(line_, on_event);
  data_.Keep();
  type_.Keep();
  line_.clear();
  return taken;
}

bool Parser::TakeLine(std::string_view line, const OnEvent& on_event) {
  if (event_bytes_ + line.size() > max_event_bytes_) return false;
  if (first_line_ && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  first_line_ = false;
  if (line.empty()) {
    Dispatch(on_event);
  } else if (line.front() != ':') {
    event_bytes_ += line.size();
    TakeField(line);
  }
  return true;
}

void Parser::TakeField(std::string_view line) {
  const std::size_t colon = Find(line, ':', 0);
  const std::string_view name = line.substr(0, colon);
  std::string_view value = line.substr(std::min(colon + 1, line.size()));
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (name == "data") {
    TakeData(value);
  } else if (name == "event") {
    type_.Set(value);
  } else if (name == "id" && value.find('\0') == std::string_view::npos) {
    id_.assign(value);
  }
}

void Parser::TakeData(std::string_view value) {
  if (!has_data_) {
    data_.Set(value);
  } else {
    data_.Append("\n");
    data_.Append(value);
  }
  has_data_ = true;
}

void Parser::Dispatch(const OnEvent& on_event) {
  if (has_data_) on_event({type_.Get(), data_.Get(), id_});
  data_.Set({});
  type_.Set({});
  has_data_ = false;
  event_bytes_ = 0;
}

std::string Format(std::string_view data, std::string_view type) {
  std::string out;
  out.reserve(data.size() + type.size() + 16);
  if (!type.empty()) out.append("event: ").append(type).append("\n");
  LineEnds ends(data);
  std::size_t start = 0;
  while (true) {
    const std::size_t end = ends.Next(start);
    out.append("data: ").append(data.substr(start, end - start)).append("\n");
    if (end == data.size()) break;
    start = end + 1;
    if (data[end] == '\r' && start < data.size() && data[start] == '\n') ++start;
  }
  return out += '\n';
}

}  // namespace signalbox::sse
