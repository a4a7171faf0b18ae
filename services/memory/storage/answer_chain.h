#pragma once

#include <cstdint>

#include <absl/status/statusor.h>
#include <pqxx/pqxx>

#include "common/crypto/secret.h"
#include "services/memory/domain/answer_store.h"

namespace signalbox::memory {

/// The row of an answer, as far as its turns and what came before them matter.
struct AnswerPlace {
  std::int64_t answer_key = 0;
  std::int64_t next_sequence = 1;
  std::int64_t tokens_total = 0;  ///< Of the whole chain, whether or not it is still kept.
  std::int64_t bytes_total = 0;
};

/// The newest turns of the chain that ends with `place`, and before them those of the session its first request was
/// part of. Errors: kDataLoss when a turn cannot be unsealed.
absl::StatusOr<History> TraceChain(pqxx::work& transaction, const crypto::Sealer& sealer, const std::string& owner,
                                   const AnswerPlace& place, const Reach& reach);

}  // namespace signalbox::memory
