#include "services/router/providers/openai/plain_answer.h"

#include <utility>

#include "common/dialect/openai_chat/response.h"

namespace signalbox::router::openai {
namespace {

std::int64_t CountCharacters(std::string_view utf8) {
  std::int64_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return count;
}

std::int64_t CountCharacters(const llm::v1::Message& message) {
  std::int64_t count = 0;
  for (const llm::v1::ContentBlock& block : message.content()) {
    count += CountCharacters(block.text().text()) + CountCharacters(block.thinking().text()) +
             CountCharacters(block.refusal().text()) + CountCharacters(block.tool_call().arguments_json());
  }
  return count;
}

}  // namespace

AnswerReader::State PlainAnswer::Read(std::string_view bytes, std::string&) {
  if (body_.size() + bytes.size() > kMaxBodyBytes) return Break("the answer is too large");
  body_ += bytes;
  return State::kReading;
}

AnswerReader::State PlainAnswer::End(std::string& out) {
  // Some answer with an error and an empty list of choices beside it. Looked for first, as reading is not free.
  if (body_.find("\"error\"") != body_.npos) {
    if (auto error = dialect::openai_chat::DecodeError(body_)) return Fail(*std::move(error));
  }
  absl::StatusOr<dialect::openai_chat::Response> response =
      dialect::openai_chat::ReadResponse(body_, options_.public_model, options_.want_answer);
  if (!response.ok()) return Break("the answer is no chat completion");
  complete_ = true;
  usage_ = std::move(response->usage);
  answer_ = std::move(response->answer);
  out += response->body;
  return State::kComplete;
}

std::int64_t PlainAnswer::generated_characters() const {
  if (!complete_) return 0;
  // Asked for only when the provider counted nothing, so the body is read a second time then and not each time.
  const auto response = dialect::openai_chat::ReadResponse(body_, options_.public_model, true);
  return response.ok() ? CountCharacters(response->answer) : 0;
}

}  // namespace signalbox::router::openai
