#include "services/memory/domain/recollection.h"

#include <utility>

#include "common/status/macros.h"
#include "services/memory/domain/window.h"

namespace signalbox::memory {

std::vector<std::string> ContentsFrom(std::vector<StoredTurn> turns, std::size_t first) {
  std::vector<std::string> contents;
  contents.reserve(turns.size() - first);
  for (std::size_t i = first; i < turns.size(); ++i) contents.push_back(std::move(turns[i].content));
  return contents;
}

absl::StatusOr<Recollection> Recollect(History history, const TurnReader& reader) {
  // A history that lacks nothing is given back as it was told, whatever it begins with.
  if (!history.older) return Recollection{ContentsFrom(std::move(history.turns), 0), false};

  std::vector<TurnFacts> facts;
  facts.reserve(history.turns.size());
  for (const StoredTurn& turn : history.turns) {
    ASSIGN_OR_RETURN(TurnFacts read, reader(turn.content));
    facts.push_back(std::move(read));
  }
  return Recollection{ContentsFrom(std::move(history.turns), FirstWholeTurn(facts)), true};
}

}  // namespace signalbox::memory
