#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

namespace signalbox {

inline constexpr int kMaxPatternLength = 1000;  ///< Bytes, as LLM Gateway had it.
inline constexpr int kMaxCaptures = 9;

/// How the names of a rule are written.
enum class PatternKind {
  kExact,  ///< "gpt-4o": that name, letter by letter.
  kGlob,   ///< "gpt-4*": `*` stands for any characters, also none and also "/"; everything else for itself.
  kRegex,  ///< "/claude-(.*)-v1/", "^claude-(.*)-v1$" or "claude-(.*)-v1": RE2 syntax, against the whole name.
};

/// A pattern of model names.
struct NamePattern {
  std::string text;  ///< As it was written.
  PatternKind kind = PatternKind::kExact;
  std::string regex = {};  ///< For RE2, anchored at both ends; empty when exact.
  int captures = 0;        ///< How many parts it captures: one for each `*` of a glob, and the groups of a regex.
};

/// Reads a pattern. Its kind shows in its text: what stands between slashes or starts with `^` is a regex, so is what
/// holds `.*`, `.+` or one of `()[]{}|\`; else what holds `*` is a glob.
/// Errors: kInvalidArgument saying what is wrong: empty, too long, a control character, a regex that RE2 refuses, too
/// many captures.
absl::StatusOr<NamePattern> ParseNamePattern(std::string_view text);

/// `text` with `$0` replaced by the whole name, `$1` to `$9` by its captured parts, and `$$` by `$`.
std::string ExpandTemplate(std::string_view text, std::string_view name, const std::vector<std::string>& captures);

/// Errors: kInvalidArgument when `text` asks for a part that `pattern` does not capture, or has a `$` before anything
/// else.
absl::Status CheckTemplate(std::string_view text, const NamePattern& pattern);

}  // namespace signalbox
