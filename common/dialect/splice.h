#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"

namespace signalbox::dialect {

/// A text with some of its bytes replaced and all others kept. Changes may be noted in any order but must not overlap.
class Splice {
 public:
  explicit Splice(std::string_view text) : text_(text) {}

  void Remove(std::size_t begin, std::size_t end) { changes_.push_back({begin, end, {}}); }
  void Insert(std::size_t at, std::string bytes) { changes_.push_back({at, at, std::move(bytes)}); }
  void Replace(json::Value value, std::string bytes) {
    changes_.push_back({value.begin_offset(), value.end_offset(), std::move(bytes)});
  }

  /// Appends the text with the changes made. Two insertions at one place keep the order they were noted in.
  void ApplyTo(std::string& out);
  std::string Apply();

 private:
  struct Change {
    std::size_t begin;
    std::size_t end;
    std::string bytes;
  };

  const std::string_view text_;
  std::vector<Change> changes_;
};

}  // namespace signalbox::dialect
