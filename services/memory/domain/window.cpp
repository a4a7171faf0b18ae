#include "services/memory/domain/window.h"

#include <set>
#include <string>

namespace signalbox::memory {

size_t FirstWholeTurn(std::span<const TurnFacts> turns) {
  size_t question = turns.size();
  size_t answer = turns.size();
  std::set<std::string> missing_calls;
  for (size_t i = turns.size(); i-- > 0;) {
    const TurnFacts& turn = turns[i];
    // From the newest to the oldest: a turn's calls serve later turns, its own results need earlier ones. Providers
    // that count calls from zero in every answer reuse ids, so the nearest earlier call is the right one.
    for (const std::string& id : turn.calls) missing_calls.erase(id);
    missing_calls.insert(turn.answers.begin(), turn.answers.end());
    if (!missing_calls.empty() || turn.speaker == Speaker::kTool) continue;
    (turn.speaker == Speaker::kAssistant ? answer : question) = i;
  }
  return question < turns.size() ? question : answer;
}

}  // namespace signalbox::memory
