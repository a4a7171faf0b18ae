#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/dialect/codec.h"
#include "services/router/answers/answer_options.h"
#include "services/router/answers/answer_reader.h"

namespace signalbox::router {

/// How an answer in `asked` is shown to a caller of `caller` that knows the model as "public".
inline AnswerOptions Reading(llm::v1::Dialect asked, llm::v1::Dialect caller, bool stream) {
  AnswerOptions options;
  options.asked = dialect::CodecOf(asked);
  options.caller = dialect::CodecOf(caller);
  options.upstream_model = "gpt-4o";
  options.public_model = "public";
  options.stream = stream;
  options.want_answer = true;
  options.id = "0123456789abcdef0123456789abcdef";
  options.created = 1'700'000'000;
  options.conversation = [] { return nullptr; };
  return options;
}

/// What came of a body.
struct ReadBody {
  AnswerReader::State state = AnswerReader::State::kReading;
  std::string out;
};

/// Reads `bytes` in pieces of that size, and ends the body if it is still open.
inline ReadBody ReadAll(AnswerReader& reader, std::string_view bytes, std::size_t piece = 4096) {
  ReadBody read;
  for (std::size_t at = 0; at < bytes.size() && read.state == AnswerReader::State::kReading; at += piece) {
    read.state = reader.Read(bytes.substr(at, piece), read.out);
  }
  if (read.state == AnswerReader::State::kReading) read.state = reader.End(read.out);
  return read;
}

}  // namespace signalbox::router
