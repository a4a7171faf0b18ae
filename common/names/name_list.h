#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

class PatternTable;

/// Names and patterns (as ParseNamePattern reads them) that allow something. Immutable; any thread; cheap to copy.
class NameList {
 public:
  /// Allows every name.
  NameList() = default;

  /// Compiles the patterns among `texts`. An empty list allows every name. Each text allows the
  /// name that it is, letter by letter, besides what it matches as a pattern.
  explicit NameList(std::vector<std::string> texts);

  bool Contains(std::string_view name) const;

  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::vector<std::string> texts_;
  std::shared_ptr<const PatternTable> table_;
};

}  // namespace signalbox
