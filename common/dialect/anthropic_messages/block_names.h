#pragma once

#include <string>

#include "common/dialect/anthropic_messages/part.h"

namespace signalbox::dialect::anthropic_messages {

/// What the dialect a block came from calls the block and what is in it: losses are told in its words.
class BlockNames {
 public:
  explicit BlockNames(llm::v1::Dialect dialect) : dialect_(dialect) {}
  virtual ~BlockNames() = default;

  /// Of a part with a message: "messages[2].content[0]".
  virtual std::string Path(const Part& part) const = 0;

  llm::v1::Dialect dialect() const { return dialect_; }

 private:
  const llm::v1::Dialect dialect_;
};

}  // namespace signalbox::dialect::anthropic_messages
