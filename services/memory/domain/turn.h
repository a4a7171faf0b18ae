#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

namespace signalbox::memory {

/// Who speaks in a turn, as far as the window cares.
enum class Speaker { kInstructions, kUser, kAssistant, kTool };

/// What the window needs to know about a turn.
struct TurnFacts {
  Speaker speaker = Speaker::kUser;
  std::int64_t tokens = 0;           ///< The service's own estimate; at least 1.
  std::vector<std::string> calls;    ///< Ids of the tool calls the turn makes.
  std::vector<std::string> answers;  ///< Ids of the tool calls whose results the turn brings.
};

/// A turn to remember. The content is opaque here; `tokens` is what it counts for in a window.
struct NewTurn {
  std::string content;
  std::int64_t tokens = 0;

  friend bool operator==(const NewTurn&, const NewTurn&) = default;
};

/// A remembered turn. Sequences of a session begin at 1 and have no gaps.
struct StoredTurn {
  std::int64_t sequence = 0;
  std::string content;

  friend bool operator==(const StoredTurn&, const StoredTurn&) = default;
};

/// Reads the facts out of a turn's content. Any thread. Errors: kDataLoss when the content cannot be read.
using TurnReader = std::function<absl::StatusOr<TurnFacts>(const std::string& content)>;

}  // namespace signalbox::memory
