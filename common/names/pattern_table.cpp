#include "common/names/pattern_table.h"

#include <algorithm>
#include <array>
#include <mutex>

#include <re2/re2.h>
#include <re2/set.h>

#include "common/status/error.h"

namespace signalbox {
namespace {

re2::RE2::Options SetOptions(std::int64_t max_bytes) {
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(max_bytes);
  options.set_dot_nl(true);
  return options;
}

re2::RE2::Options OneOptions() {
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_dot_nl(true);
  return options;
}

}  // namespace

struct PatternTable::Set {
  /// One pattern's own automaton, made when it first matches: most of a thousand never do.
  struct One {
    std::size_t index = 0;
    std::string regex;
    int captures = 0;
    mutable std::once_flag once;
    mutable std::unique_ptr<re2::RE2> compiled;

    const re2::RE2& Compiled() const {
      std::call_once(once, [this] { compiled = std::make_unique<re2::RE2>(regex, OneOptions()); });
      return *compiled;
    }
  };

  explicit Set(std::int64_t max_bytes) : all(SetOptions(max_bytes), re2::RE2::ANCHOR_BOTH) {}

  re2::RE2::Set all;
  std::vector<std::unique_ptr<One>> each;  // By place in `all`, so in the author's order.
};

PatternTable::PatternTable() = default;
PatternTable::PatternTable(PatternTable&&) noexcept = default;
PatternTable& PatternTable::operator=(PatternTable&&) noexcept = default;
PatternTable::~PatternTable() = default;

absl::StatusOr<PatternTable> PatternTable::Build(const std::vector<NamePattern>& patterns, std::int64_t max_bytes) {
  PatternTable table;
  auto set = std::make_unique<Set>(max_bytes);
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const NamePattern& pattern = patterns[i];
    if (pattern.kind == PatternKind::kExact) {
      table.exact_.try_emplace(pattern.text, i);
      continue;
    }
    std::string error;
    if (set->all.Add(pattern.regex, &error) < 0) {
      return Error(absl::StatusCode::kInvalidArgument, "", "\"" + pattern.text + "\": " + error);
    }
    auto one = std::make_unique<Set::One>();
    one->index = i;
    one->regex = pattern.regex;
    one->captures = pattern.captures;
    set->each.push_back(std::move(one));
  }
  if (set->each.empty()) return table;
  if (!set->all.Compile()) {
    return Error(absl::StatusCode::kInvalidArgument, "", "the patterns of all rules together are too large");
  }
  table.set_ = std::move(set);
  return table;
}

std::optional<PatternTable::Match> PatternTable::Find(std::string_view name) const {
  if (const auto found = exact_.find(name); found != exact_.end()) return Match{found->second, {}};
  if (!set_) return std::nullopt;
  thread_local std::vector<int> places;
  places.clear();
  if (!set_->all.Match(re2::StringPiece(name.data(), name.size()), &places) || places.empty()) return std::nullopt;
  return MatchOf(static_cast<std::size_t>(*std::min_element(places.begin(), places.end())), name);
}

PatternTable::Match PatternTable::MatchOf(std::size_t place, std::string_view name) const {
  const Set::One& one = *set_->each[place];
  Match match{one.index, {}};
  if (one.captures == 0) return match;
  std::array<re2::StringPiece, kMaxCaptures + 1> parts;
  const re2::StringPiece text(name.data(), name.size());
  one.Compiled().Match(text, 0, text.size(), re2::RE2::ANCHOR_BOTH, parts.data(), one.captures + 1);
  for (int i = 1; i <= one.captures; ++i) match.captures.emplace_back(parts[static_cast<std::size_t>(i)]);
  return match;
}

}  // namespace signalbox
