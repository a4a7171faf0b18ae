#pragma once

#include <memory>

#include "gateway/call.h"
#include "services/memory/client/memory_client.h"

namespace signalbox::gateway {

/// What OpenAI's Responses lets a caller do with its answers afterwards, by the path parameter "id". An answer that was
/// not kept, has expired or is another's is 404. Stands behind ApiKey.
class KeptAnswers {
 public:
  explicit KeptAnswers(std::shared_ptr<memory::MemoryClient> memory) : memory_(std::move(memory)) {}

  /// The answer as its caller got it. `stream` is refused: what was streamed is over.
  void Get(const std::shared_ptr<Call>& call) const;

  /// The items of the request itself: `order` (desc, asc), `limit` (1 to 100, 20), `after`.
  void ListInput(const std::shared_ptr<Call>& call) const;

  void Delete(const std::shared_ptr<Call>& call) const;

  /// Always refused: nothing runs in the background.
  void Cancel(const std::shared_ptr<Call>& call) const;

 private:
  std::shared_ptr<memory::MemoryClient> memory_;
};

}  // namespace signalbox::gateway
