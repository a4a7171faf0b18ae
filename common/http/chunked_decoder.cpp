#include "common/http/chunked_decoder.h"

#include <algorithm>

#include "common/http/characters.h"

namespace signalbox::http {
namespace {

constexpr std::size_t kMaxLineBytes = 1024;
constexpr std::size_t kMaxSizeDigits = 15;            // What fits 64 bits without an overflow check.
constexpr std::size_t kMaxOverheadBytes = 16 * 1024;  // Extensions and trailers of one body.

}  // namespace

ChunkedDecoder::Result ChunkedDecoder::Feed(std::string_view& input, std::string* body) {
  for (;;) {
    if (part_ == Part::kContent) {
      TakeContent(input, body);
      if (chunk_left_ > 0) return Result::kMore;
      part_ = Part::kContentEnd;
    }
    std::string_view line;
    switch (lines_.Next(input, part_ == Part::kContentEnd ? 0 : kMaxLineBytes, line)) {
      case LineReader::Result::kMore:
        return Result::kMore;
      case LineReader::Result::kTooLong:
      case LineReader::Result::kBareLineFeed:
        return Result::kMalformed;
      case LineReader::Result::kLine:
        break;
    }
    const Result result = TakeLine(line);
    if (result != Result::kMore) return result;
  }
}

void ChunkedDecoder::TakeContent(std::string_view& input, std::string* body) {
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(chunk_left_, input.size()));
  if (body != nullptr) body->append(input.substr(0, taken));
  input.remove_prefix(taken);
  chunk_left_ -= taken;
}

ChunkedDecoder::Result ChunkedDecoder::TakeLine(std::string_view line) {
  if (part_ == Part::kSize) return TakeSize(line);
  if (part_ == Part::kTrailer) return TakeTrailer(line);
  part_ = Part::kSize;
  return line.empty() ? Result::kMore : Result::kMalformed;
}

ChunkedDecoder::Result ChunkedDecoder::TakeSize(std::string_view line) {
  std::size_t digits = 0;
  std::uint64_t size = 0;
  while (digits < line.size() && HexValue(line[digits]) >= 0) {
    if (digits == kMaxSizeDigits) return Result::kMalformed;
    size = size * 16 + static_cast<unsigned>(HexValue(line[digits++]));
  }
  const std::string_view extension = line.substr(digits);
  if (digits == 0 || (!extension.empty() && extension.front() != ';') || !IsFieldValue(extension)) {
    return Result::kMalformed;
  }
  if (!WithinOverhead(extension.size())) return Result::kMalformed;
  if (size > max_body_bytes_ - announced_bytes_) return Result::kTooLarge;
  announced_bytes_ += size;
  chunk_left_ = size;
  part_ = size == 0 ? Part::kTrailer : Part::kContent;
  return Result::kMore;
}

ChunkedDecoder::Result ChunkedDecoder::TakeTrailer(std::string_view line) {
  if (line.empty()) return Result::kComplete;
  const std::size_t colon = line.find(':');
  const bool well_formed =
      colon != std::string_view::npos && IsToken(line.substr(0, colon)) && IsFieldValue(line.substr(colon + 1));
  return well_formed && WithinOverhead(line.size()) ? Result::kMore : Result::kMalformed;
}

bool ChunkedDecoder::WithinOverhead(std::size_t bytes) {
  overhead_bytes_ += bytes;
  return overhead_bytes_ <= kMaxOverheadBytes;
}

}  // namespace signalbox::http
