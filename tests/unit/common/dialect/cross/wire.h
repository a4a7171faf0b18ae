#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

#include <absl/functional/function_ref.h>
#include <absl/status/statusor.h>

#include "common/dialect/codec.h"

namespace signalbox::dialect::testing {

/// How many bytes the next piece of a stream has; at least 1.
using NextPiece = absl::FunctionRef<std::size_t()>;

inline std::size_t Everything() {
  return std::string_view::npos;
}

/// Decodes a stream that arrives in such pieces. A provider whose framing is none of bytes here (BEDROCK_CONVERSE: an
/// event a line, its type, a tab, its data) ignores them.
absl::Status Decode(const Codec& codec, std::string_view stream, NextPiece next, StreamSink sink);

/// The answer a stream tells.
absl::StatusOr<llm::v1::Response> Collect(const Codec& codec, std::string_view stream, NextPiece next = Everything);

/// Whether it tells one to its end: it is neither cut nor ends in an error.
bool IsWhole(const Codec& codec, std::string_view stream);

/// The same stream written for callers of `to`.
absl::StatusOr<std::string> Translate(const Codec& from, const Codec& to, std::string_view stream, NextPiece next);

/// For callers of a dialect: what a stream's encoder is told, and an answer plain and as a stream.
StreamEncoderOptions EncoderOptions(llm::v1::Dialect from);
std::string Plain(const Codec& to, const llm::v1::Response& response);
std::string Streamed(const Codec& to, const llm::v1::Response& response);

}  // namespace signalbox::dialect::testing
