#pragma once

#include <string>
#include <string_view>

#include "common/dialect/anthropic_messages/part.h"

namespace signalbox::dialect::anthropic_messages {

/// What the dialect a block came from calls the block and what is in it: losses are told in its words.
class BlockNames {
 public:
  explicit BlockNames(llm::v1::Dialect dialect) : dialect_(dialect) {}
  virtual ~BlockNames() = default;

  /// Of a part with a message: "messages[2].content[0]".
  virtual std::string Path(const Part& part) const = 0;

  /// Where within a tool call its arguments stand: ".function.arguments".
  std::string_view Arguments() const;

  /// Where within a block its proof stands: ".thoughtSignature".
  std::string_view Signature() const;

  llm::v1::Dialect dialect() const { return dialect_; }

 protected:
  /// Where within a message its block stands: ".content[0]", ".tool_calls[1]", ".parts[0]".
  std::string PathWithin(const llm::v1::Message& message, const Part& part) const;

 private:
  const llm::v1::Dialect dialect_;
};

}  // namespace signalbox::dialect::anthropic_messages
