#include "common/names/name_list.h"

#include <utility>

#include "common/names/pattern_table.h"

namespace signalbox {

NameList::NameList(std::vector<std::string> texts) : texts_(std::move(texts)) {
  std::vector<NamePattern> patterns;
  for (const std::string& text : texts_) {
    absl::StatusOr<NamePattern> pattern = ParseNamePattern(text);
    if (pattern.ok()) patterns.push_back(*std::move(pattern));
  }
  // Too large all together: nothing is allowed rather than everything.
  absl::StatusOr<PatternTable> table = PatternTable::Build(patterns);
  if (table.ok()) table_ = std::make_shared<const PatternTable>(*std::move(table));
}

bool NameList::Contains(std::string_view name) const {
  return texts_.empty() || (table_ && table_->Find(name));
}

}  // namespace signalbox
