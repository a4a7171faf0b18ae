#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <absl/status/statusor.h>

#include "common/names/name_pattern.h"

namespace re2 {
class RE2;
}

namespace signalbox {

/// Finds the pattern that a name matches: an exact one before all others, else the first in the author's order.
///
/// All patterns are tried at once, in time linear in the name: no pattern can make it slow (RE2). Immutable; any
/// thread.
class PatternTable {
 public:
  struct Match {
    std::size_t index = 0;              ///< Of the pattern, as they were given.
    std::vector<std::string> captures;  ///< As many as NamePattern::captures.
  };

  /// Of two that are the same the first counts. What all patterns together need stays within `max_bytes`: a name for
  /// which that is too little matches no pattern. Errors: kInvalidArgument when it is too little for the patterns.
  static absl::StatusOr<PatternTable> Build(const std::vector<NamePattern>& patterns,
                                            std::int64_t max_bytes = std::int64_t{64} << 20);

  PatternTable(PatternTable&&) noexcept;
  PatternTable& operator=(PatternTable&&) noexcept;
  ~PatternTable();

  std::optional<Match> Find(std::string_view name) const;

 private:
  struct Set;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  PatternTable();
  Match MatchOf(std::size_t place, std::string_view name) const;

  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> exact_;
  std::unique_ptr<Set> set_;  // Null without patterns.
};

}  // namespace signalbox
