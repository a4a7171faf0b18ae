#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace signalbox::gateway {

/// The newest changes of keys, to tell whether an answer of identity was overtaken by one. One thread at a time.
class ChangeLog {
 public:
  explicit ChangeLog(std::size_t max_changes) : max_changes_(max_changes) {}

  /// A watch has begun at `revision`: whatever happened before is unknown.
  void Reset(std::int64_t revision);

  void Add(std::int64_t revision, const std::vector<std::string>& key_ids);

  /// Whether the key may have changed after `revision`. Yes when that is too long ago to be known.
  bool ChangedSince(const std::string& key_id, std::int64_t revision) const;

 private:
  const std::size_t max_changes_;
  std::int64_t known_from_ = 0;                               // Changes after this revision are all here.
  std::deque<std::pair<std::int64_t, std::string>> changes_;  // Oldest first.
  std::unordered_map<std::string, std::int64_t> newest_;      // Per key in changes_.
};

}  // namespace signalbox::gateway
