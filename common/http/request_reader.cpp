#include "common/http/request_reader.h"

#include <algorithm>
#include <utility>

namespace signalbox::http {
namespace {

constexpr Refusal kBodyTooLarge{413, "The body is too large"};
constexpr Refusal kBadChunk{400, "The chunked body is malformed"};

}  // namespace

RequestReader::Step RequestReader::Take(std::string_view& input) {
  if (!in_body_) return TakeHeadBytes(input);
  return chunked_ ? TakeChunked(input) : TakeSized(input);
}

RequestReader::Step RequestReader::TakeHeadBytes(std::string_view& input) {
  if (const auto refusal = head_parser_.Feed(input)) return Refuse(*refusal);
  if (!head_parser_.complete()) return Step::kMore;
  head_ = head_parser_.Take();
  head_is_complete_ = true;
  if (head_.content_length > max_body_bytes_) return Refuse(kBodyTooLarge);
  in_body_ = true;
  body_left_ = head_.content_length;
  if (head_.chunked) chunked_.emplace(max_body_bytes_);
  return Step::kHead;
}

RequestReader::Step RequestReader::TakeSized(std::string_view& input) {
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(body_left_, input.size()));
  // The string grows with what really arrives: a length is only a promise.
  if (!discards_body_) body_.append(input.substr(0, taken));
  input.remove_prefix(taken);
  body_left_ -= taken;
  return body_left_ == 0 ? Step::kRequest : Step::kMore;
}

RequestReader::Step RequestReader::TakeChunked(std::string_view& input) {
  switch (chunked_->Feed(input, discards_body_ ? nullptr : &body_)) {
    case ChunkedDecoder::Result::kMore:
      return Step::kMore;
    case ChunkedDecoder::Result::kComplete:
      return Step::kRequest;
    case ChunkedDecoder::Result::kTooLarge:
      return Refuse(kBodyTooLarge);
    case ChunkedDecoder::Result::kMalformed:
      return Refuse(kBadChunk);
  }
  return Refuse(kBadChunk);
}

RequestReader::Step RequestReader::Refuse(const Refusal& refusal) {
  refusal_ = refusal;
  body_ = std::string();
  return Step::kRefused;
}

std::string RequestReader::TakeBody() {
  in_body_ = false;
  head_is_complete_ = false;
  discards_body_ = false;
  chunked_.reset();
  return std::exchange(body_, {});
}

}  // namespace signalbox::http
