#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/dialect/anthropic_messages/block_names.h"
#include "common/dialect/caller_names.h"
#include "common/dialect/message_place.h"

namespace signalbox::dialect::anthropic_messages {

/// What the caller's own dialect calls the things of a request.
class RequestNames final : public BlockNames {
 public:
  /// `places`: of all messages, in their order.
  RequestNames(llm::v1::Dialect caller, std::vector<MessagePlace> places)
      : BlockNames(caller), places_(std::move(places)) {}

  /// Whether the request was written in this dialect.
  bool IsOwn() const { return dialect() == llm::v1::ANTHROPIC_MESSAGES; }

  std::string_view Of(Setting setting) const { return NameOf(dialect(), setting); }

  /// "messages[2]", "contents[1]".
  std::string Message(int message) const { return places_[static_cast<std::size_t>(message)].Path(); }

  std::string Path(const Part& part) const override;

 private:
  const std::vector<MessagePlace> places_;
};

}  // namespace signalbox::dialect::anthropic_messages
