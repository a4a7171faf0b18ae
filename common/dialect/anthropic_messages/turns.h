#pragma once

#include <deque>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "common/dialect/anthropic_messages/block_writer.h"
#include "common/dialect/anthropic_messages/part.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

/// A conversation in the order this dialect wants it. Looks at the messages, which must outlive it.
struct Turns {
  std::vector<Part> instructions;
  std::vector<Turn> turns;
  std::deque<llm::v1::ContentBlock> made;  // What the caller did not write. Blocks stay where they are.
  std::vector<Part> told_as_text;          // Results without a call.
};

/// Each message as it is; the leading instructions apart.
Turns TurnsAsWritten(std::span<const llm::v1::Message* const> messages);

/// How another dialect's turns become this one's.
struct Reshaping {
  llm::v1::Dialect dialect = llm::v1::DIALECT_UNSPECIFIED;  ///< Of messages that do not say theirs.
  std::set<std::string> answered_later = {};                ///< Tool calls whose results follow elsewhere.
};

/// What the API demands of turns: instructions apart wherever they stood, roles in alternation and the user first, no
/// empty blocks or turns, no white space at the end of an answer to be continued, and after each turn with tool calls
/// one that begins with a result for every one of them. A result is put behind its call; a call without one gets a
/// result that says so; a result without a call becomes text, which is a loss. The tool calls of an answer that was cut
/// are left out: nobody can answer them.
Turns Reshape(std::span<const llm::v1::Message* const> messages, const Reshaping& how, BlockWriter& blocks);

}  // namespace signalbox::dialect::anthropic_messages
