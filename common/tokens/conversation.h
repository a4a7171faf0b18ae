#pragma once

#include <cstdint>

#include "common/tokens/counter.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::tokens {

// The tokens of canonical messages. Texts are counted with `counter`, pictures by its rule from the size that their
// own bytes say; nothing is ever fetched. For a chat of texts with an exact counter the result is what OpenAI's
// cookbook computes; tools, documents and sound have no published rule and are estimated, rather too high than too low.

/// All that the model will read: turns, tool definitions, the demanded form of the answer, and the overhead of each.
std::int64_t CountInput(const Counter& counter, const llm::v1::Conversation& conversation);

/// The texts to embed, and token arrays by their length.
std::int64_t CountInput(const Counter& counter, const llm::v1::EmbedRequest& request);

/// What a model wrote: texts, refusals, thoughts, and tool calls with their names and arguments. Without overhead.
std::int64_t CountOutput(const Counter& counter, const llm::v1::Message& message);

}  // namespace signalbox::tokens
