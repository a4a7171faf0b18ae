#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "services/identity/domain/key_store.h"
#include "services/identity/domain/spend_book.h"

namespace signalbox::identity {

/// A key's share of the ledger with the name that only identity knows.
struct NamedUse {
  std::string key_name;  ///< Empty for a key that is not ours, such as the configured admin key.
  KeyUse use;
};

/// Joins keys with what they spent. Keeps no state: any thread.
class KeySpending {
 public:
  KeySpending(KeyStore& store, SpendBook& book) : store_(store), book_(book) {}

  /// Nano-USD by key id, with a zero for those that spent nothing. A number is never guessed: errors are the book's.
  absl::StatusOr<std::map<std::string, std::int64_t>> SpendOf(const RequestContext& context,
                                                              const std::vector<ApiKey>& keys);

  /// The largest spenders, most first; deleted keys included. `limit` is 1 to 500.
  /// Errors: kInvalidArgument, and what the book and the store return.
  absl::StatusOr<std::vector<NamedUse>> Largest(const RequestContext& context, int limit);

 private:
  KeyStore& store_;
  SpendBook& book_;
};

}  // namespace signalbox::identity
