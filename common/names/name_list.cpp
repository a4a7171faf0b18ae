#include "common/names/name_list.h"

#include <utility>

#include "common/names/pattern_table.h"

namespace signalbox {
namespace {

// There is one for each caller that is remembered.
constexpr std::int64_t kMaxBytes = std::int64_t{1} << 20;

}  // namespace

NameList::NameList(std::vector<std::string> texts) : texts_(std::move(texts)) {
  std::vector<NamePattern> patterns;
  for (const std::string& text : texts_) {
    absl::StatusOr<NamePattern> pattern = ParseNamePattern(text);
    if (pattern.ok() && pattern->kind != PatternKind::kExact) patterns.push_back(*std::move(pattern));
    patterns.push_back({text});
  }
  // Too large all together: nothing is allowed rather than everything.
  absl::StatusOr<PatternTable> table = PatternTable::Build(patterns, kMaxBytes);
  if (table.ok()) table_ = std::make_shared<const PatternTable>(*std::move(table));
}

bool NameList::Contains(std::string_view name) const {
  return texts_.empty() || (table_ && table_->Find(name));
}

}  // namespace signalbox
