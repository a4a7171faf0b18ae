#include "common/names/name_list.h"

#include <algorithm>

#include <re2/re2.h>

#include "common/names/name_pattern.h"

namespace signalbox {
namespace {

bool Allows(std::string_view text, std::string_view name) {
  const absl::StatusOr<NamePattern> pattern = ParseNamePattern(text);
  if (!pattern.ok() || pattern->kind == PatternKind::kExact) return false;
  return re2::RE2::FullMatch(re2::StringPiece(name.data(), name.size()), pattern->regex);
}

}  // namespace

bool IsAmong(std::string_view name, const std::vector<std::string>& allowed) {
  if (allowed.empty() || std::find(allowed.begin(), allowed.end(), name) != allowed.end()) return true;
  return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& text) { return Allows(text, name); });
}

}  // namespace signalbox
