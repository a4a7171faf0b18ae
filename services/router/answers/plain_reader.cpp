#include "services/router/answers/plain_reader.h"

#include <utility>

namespace signalbox::router {

AnswerReader::State PlainReader::Read(std::string_view bytes, std::string&) {
  return body_.Add(bytes) ? State::kReading : Break("the answer is too large");
}

AnswerReader::State PlainReader::End(std::string& out) {
  // Some answer with an error and an empty list of choices beside it. Looked for first, as reading is not free.
  if (body_.text().find("\"error\"") != std::string::npos) {
    if (auto error = options_.asked->DecodeError(body_.text())) return Fail(*std::move(error));
  }
  if (!ReadBody(body_.text(), out).ok()) return Break("the body is no answer");
  complete_ = true;
  return State::kComplete;
}

// Asked for only when the provider counted nothing, so the body is read a second time then and not each time.
GeneratedTokens PlainReader::CountGenerated() {
  GeneratedTokens sum;
  if (!complete_) return sum;
  const absl::StatusOr<llm::v1::Response> response = options_.asked->DecodeResponse(body_.text());
  if (!response.ok()) return sum;
  for (const llm::v1::Choice& choice : response->choices()) {
    const GeneratedTokens tokens = CountTokens(options_.upstream_model, choice.message());
    sum.visible += tokens.visible;
    sum.reasoning += tokens.reasoning;
  }
  return sum;
}

void PlainReader::Keep(llm::v1::Response& response) {
  if (response.has_usage()) usage_ = response.usage();
  if (options_.want_answer && response.choices_size() > 0) {
    answer_ = std::move(*response.mutable_choices(0)->mutable_message());
  }
}

}  // namespace signalbox::router
