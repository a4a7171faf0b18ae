#include "services/memory/storage/seal_purpose.h"

#include <string_view>

#include <fmt/format.h>

namespace signalbox::memory {
namespace {

// Lengths first: both names are free text, and no two places may read the same.
std::string Place(std::string_view what, std::string_view owner, std::string_view id) {
  return fmt::format("memory.{}/{}:{}/{}:{}", what, owner.size(), owner, id.size(), id);
}

}  // namespace

std::string SealPurpose(const SessionKey& session, std::int64_t sequence) {
  return fmt::format("{}/{}", Place("message", session.owner, session.id), sequence);
}

std::string SealPurpose(const AnswerKey& answer, std::int64_t sequence) {
  return fmt::format("{}/{}", Place("answer", answer.owner, answer.id), sequence);
}

std::string BodySealPurpose(const AnswerKey& answer) {
  return Place("answer.body", answer.owner, answer.id);
}

}  // namespace signalbox::memory
