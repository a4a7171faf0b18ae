#include "common/http/head_parser.h"

#include <utility>

#include "common/http/characters.h"
#include "common/http/framing.h"
#include "common/http/request_line.h"

namespace signalbox::http {
namespace {

constexpr std::size_t kMaxHeaders = 100;
constexpr std::size_t kUsualHeaders = 12;
constexpr Refusal kTooLong{431, "The request line and headers are too long"};
constexpr Refusal kTooMany{431, "There are too many headers"};
constexpr Refusal kBareLineFeed{400, "Lines of the request head must end in CRLF"};
constexpr Refusal kBadHeader{400, "A header is malformed"};
constexpr Refusal kFolded{400, "Folded headers are not accepted"};

}  // namespace

std::optional<Refusal> HeadParser::Feed(std::string_view& input) {
  while (!complete_) {
    std::string_view line;
    switch (lines_.Next(input, max_head_bytes_ - head_bytes_, line)) {
      case LineReader::Result::kMore:
        return std::nullopt;
      case LineReader::Result::kTooLong:
        return kTooLong;
      case LineReader::Result::kBareLineFeed:
        return kBareLineFeed;
      case LineReader::Result::kLine:
        break;
    }
    if (line.size() + 2 > max_head_bytes_ - head_bytes_) return kTooLong;
    const bool first = head_bytes_ == 0;
    head_bytes_ += line.size() + 2;
    // Old clients send an empty line after a body; RFC 9112 asks to overlook it.
    if (first && line.empty()) continue;
    if (auto refusal = TakeLine(line)) return refusal;
  }
  return std::nullopt;
}

std::optional<Refusal> HeadParser::TakeLine(std::string_view line) {
  if (!has_request_line_) {
    has_request_line_ = true;
    return ParseRequestLine(line, head_);
  }
  if (!line.empty()) return TakeHeader(line);
  complete_ = true;
  return DecideFraming(head_);
}

std::optional<Refusal> HeadParser::TakeHeader(std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') return kFolded;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return kBadHeader;
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = Trim(line.substr(colon + 1));
  if (!IsToken(name) || !IsFieldValue(value)) return kBadHeader;
  if (head_.headers.size() == kMaxHeaders) return kTooMany;
  if (head_.headers.empty()) head_.headers.reserve(kUsualHeaders);
  head_.headers.emplace_back(ToLower(name), value);
  return std::nullopt;
}

RequestHead HeadParser::Take() {
  head_bytes_ = 0;
  has_request_line_ = false;
  complete_ = false;
  return std::exchange(head_, {});
}

}  // namespace signalbox::http
