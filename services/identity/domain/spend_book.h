#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/request_context.h"

namespace signalbox::identity {

/// What one key has used, as the ledger says.
struct KeyUse {
  std::string key_id;
  std::int64_t spend_nanos = 0;  ///< Nano-USD.
  std::int64_t total_tokens = 0;
  std::int64_t requests = 0;

  friend bool operator==(const KeyUse&, const KeyUse&) = default;
};

/// The ledger's view of keys; billing keeps it. Any thread; blocks.
class SpendBook {
 public:
  virtual ~SpendBook() = default;

  /// The uses of these keys; a key that was never used is left out.
  virtual absl::StatusOr<std::vector<KeyUse>> UseOf(const RequestContext& context,
                                                    const std::vector<std::string>& key_ids) = 0;

  /// The `limit` largest spenders, most first.
  virtual absl::StatusOr<std::vector<KeyUse>> Largest(const RequestContext& context, int limit) = 0;
};

}  // namespace signalbox::identity
