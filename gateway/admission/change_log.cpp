#include "gateway/admission/change_log.h"

#include <algorithm>

namespace signalbox::gateway {

void ChangeLog::Reset(std::int64_t revision) {
  known_from_ = revision;
  changes_.clear();
  newest_.clear();
}

void ChangeLog::Add(std::int64_t revision, const std::vector<std::string>& key_ids) {
  for (const std::string& key_id : key_ids) {
    changes_.emplace_back(revision, key_id);
    std::int64_t& newest = newest_[key_id];
    newest = std::max(newest, revision);
  }
  while (changes_.size() > max_changes_) {
    const auto& [oldest, key_id] = changes_.front();
    known_from_ = std::max(known_from_, oldest);
    if (const auto it = newest_.find(key_id); it != newest_.end() && it->second == oldest) newest_.erase(it);
    changes_.pop_front();
  }
}

bool ChangeLog::ChangedSince(const std::string& key_id, std::int64_t revision) const {
  if (revision < known_from_) return true;
  const auto it = newest_.find(key_id);
  return it != newest_.end() && it->second > revision;
}

}  // namespace signalbox::gateway
