#pragma once

#include "common/dialect/openai_chat/stream_reader.h"
#include "common/sse/parser.h"
#include "services/router/providers/answer_reader.h"

namespace signalbox::router::openai {

/// A chat completion as a stream of events: whole only with its "[DONE]".
class StreamAnswer final : public AnswerReader {
 public:
  explicit StreamAnswer(AnswerOptions options);

  State Read(std::string_view bytes, std::string& out) override;
  State End(std::string& out) override;
  std::int64_t generated_characters() const override { return reader_.generated_characters(); }
  llm::v1::Message TakeAnswer() override { return reader_.TakeAnswer(); }

 private:
  void ReadEvent(std::string_view event, std::string& out);

  sse::Parser parser_;
  dialect::openai_chat::StreamReader reader_;
  State state_ = State::kReading;
};

}  // namespace signalbox::router::openai
