#include "common/dialect/anthropic_messages/codec.h"
#include "common/dialect/bedrock_converse/converse_codec.h"
#include "common/dialect/codec.h"
#include "common/dialect/gemini/codec.h"
#include "common/dialect/openai_chat/chat_codec.h"
#include "common/dialect/openai_completions/completions_codec.h"
#include "common/dialect/openai_responses/responses_codec.h"

namespace signalbox::dialect {

const Codec* CodecOf(llm::v1::Dialect dialect) {
  switch (dialect) {
    case llm::v1::ANTHROPIC_MESSAGES:
      return &anthropic_messages::MessagesCodec();
    case llm::v1::OPENAI_CHAT:
      return &openai_chat::ChatCodec();
    case llm::v1::OPENAI_COMPLETIONS:
      return &openai_completions::CompletionsCodec();
    case llm::v1::OPENAI_RESPONSES:
      return &openai_responses::ResponsesCodec();
    case llm::v1::BEDROCK_CONVERSE:
      return &bedrock_converse::ConverseCodec();
    case llm::v1::GEMINI:
      return &gemini::GeminiCodec();
    default:
      return nullptr;
  }
}

}  // namespace signalbox::dialect
