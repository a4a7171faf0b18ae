#pragma once

#include <string_view>

#include "common/dialect/codec.h"

namespace signalbox::fuzz {

// What must hold of a codec whatever bytes it is given. Each stops the fuzzer when it does not.

/// What a caller's body says survives being written again; written for another provider, its dialect can read it.
void CheckRequest(const dialect::Codec& codec, std::string_view body);

/// What is edited stays a body that can be read, and a second edit changes nothing more.
void CheckEdits(const dialect::Codec& codec, std::string_view body);

/// The same of a provider's answer and every caller, in one piece and as a stream.
void CheckResponse(const dialect::Codec& codec, std::string_view body);

/// An error's message arrives, whoever asked.
void CheckError(const dialect::Codec& codec, std::string_view body);

/// A stream means the same however it is split; its steps come in the order that is promised, a mirror tells the same
/// end of it as a decoder. What is written of it for a caller is such a stream itself.
void CheckStream(const dialect::Codec& codec, std::string_view bytes);

/// Events that were written for a caller, all or the first of them, can be read, and their steps come in order.
void CheckReadable(const dialect::Codec& caller, std::string_view stream);

/// Every dialect that bodies can be written in; those of callers are first.
inline constexpr llm::v1::Dialect kCallers[] = {llm::v1::OPENAI_CHAT, llm::v1::OPENAI_RESPONSES,
                                                llm::v1::ANTHROPIC_MESSAGES, llm::v1::GEMINI,
                                                llm::v1::OPENAI_COMPLETIONS};
inline constexpr llm::v1::Dialect kProviders[] = {llm::v1::OPENAI_CHAT, llm::v1::OPENAI_RESPONSES,
                                                  llm::v1::ANTHROPIC_MESSAGES, llm::v1::GEMINI,
                                                  llm::v1::BEDROCK_CONVERSE};

}  // namespace signalbox::fuzz
