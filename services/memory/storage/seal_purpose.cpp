#include "services/memory/storage/seal_purpose.h"

#include <fmt/format.h>

namespace signalbox::memory {

std::string SealPurpose(const SessionKey& session, std::int64_t sequence) {
  // Lengths first: both names are free text, and no two triples may read the same.
  return fmt::format("memory.message/{}:{}/{}:{}/{}", session.owner.size(), session.owner, session.id.size(),
                     session.id, sequence);
}

}  // namespace signalbox::memory
