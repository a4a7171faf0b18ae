#pragma once

#include <string_view>
#include <vector>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

/// A block on its way into a request or an answer, and where the caller wrote it.
struct Part {
  const llm::v1::ContentBlock* block = nullptr;
  bool own = false;     ///< Written in this dialect, so its `extra_json` is written again and its proofs are good.
  int message = -1;     ///< Of the conversation; -1 for what was made here.
  int index = 0;        ///< Of the message's blocks.
  int nested = -1;      ///< Of a tool result's blocks, within it.
  bool proven = false;  ///< Its signatures are Anthropic's.
};

/// One message of the request to be.
struct Turn {
  std::string_view role;
  std::vector<Part> parts;
  const llm::v1::Message* only = nullptr;  ///< The one message it was made of; null if there were several or none.
};

}  // namespace signalbox::dialect::anthropic_messages
