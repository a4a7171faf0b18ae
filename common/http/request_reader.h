#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/http/chunked_decoder.h"
#include "common/http/head_parser.h"
#include "common/http/request_head.h"

namespace signalbox::http {

/// Reads one request after the other from bytes that arrive in pieces. Holds at most one head and one body.
class RequestReader {
 public:
  enum class Step {
    kMore,     ///< All of the input was taken.
    kHead,     ///< A head is complete, see head(); Take more input for the body, even if it is empty.
    kRequest,  ///< The request is complete: take it.
    kRefused,  ///< See refusal(); the reader is of no use afterwards.
  };

  RequestReader(std::size_t max_head_bytes, std::size_t max_body_bytes)
      : max_body_bytes_(max_body_bytes), head_parser_(max_head_bytes) {}

  /// Takes bytes from the front of `input` up to the next step.
  Step Take(std::string_view& input);

  /// Of the request whose head is complete.
  const RequestHead& head() const { return head_; }
  bool head_is_complete() const { return head_is_complete_; }
  const Refusal& refusal() const { return refusal_; }

  /// After kHead: the body is read past, not kept.
  void DiscardBody() { discards_body_ = true; }

  /// After kRequest, once each; TakeBody makes the reader ready for the next request.
  RequestHead TakeHead() { return std::move(head_); }
  std::string TakeBody();

  /// Not a byte of the next request was seen.
  bool idle() const { return !in_body_ && head_parser_.untouched(); }
  bool in_body() const { return in_body_; }

 private:
  Step Refuse(const Refusal& refusal);
  Step TakeHeadBytes(std::string_view& input);
  Step TakeSized(std::string_view& input);
  Step TakeChunked(std::string_view& input);

  std::size_t max_body_bytes_;
  HeadParser head_parser_;
  RequestHead head_;
  Refusal refusal_;
  bool head_is_complete_ = false;
  bool in_body_ = false;
  bool discards_body_ = false;
  std::uint64_t body_left_ = 0;
  std::optional<ChunkedDecoder> chunked_;
  std::string body_;
};

}  // namespace signalbox::http
