#pragma once

#include <string>
#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// Where a message or a block of a canonical request stood in the request it was decoded from: the words losses are
/// told in. Becomes text only when there is something to tell.
struct Place {
  llm::v1::Dialect dialect = llm::v1::DIALECT_UNSPECIFIED;
  llm::v1::Role role = llm::v1::ROLE_UNSPECIFIED;
  int message = 0;
  int block = -1;

  Place Block(int index) const { return {dialect, role, message, index}; }

  /// "messages[2].content[1]", "contents[2].parts[1]", "input[2]", "system[1]" ...
  std::string Text() const;
};

/// Counts the messages of a request, as its dialect counts them. Ask once for each message, in order.
class Places {
 public:
  explicit Places(llm::v1::Dialect dialect) : dialect_(dialect) {}

  Place Next(llm::v1::Role role);

 private:
  const llm::v1::Dialect dialect_;
  int next_ = 0;
};

/// A parameter's name in that dialect, by its canonical one: "stop", "top_k", "reasoning.budget_tokens" ...
std::string_view CallerName(llm::v1::Dialect dialect, std::string_view canonical);

}  // namespace signalbox::dialect::openai_chat
