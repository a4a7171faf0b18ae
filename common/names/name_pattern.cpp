#include "common/names/name_pattern.h"

#include <algorithm>

#include <re2/re2.h>

#include "common/status/error.h"

namespace signalbox {
namespace {

// A pattern of one name is small; what needs more than this is an accident.
constexpr std::int64_t kMaxPatternMemory = std::int64_t{1} << 20;

absl::Status Wrong(std::string message) {
  return Error(absl::StatusCode::kInvalidArgument, "", std::move(message));
}

bool IsControl(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool LooksLikeRegex(std::string_view text) {
  if (text.starts_with('^')) return true;
  if (text.find(".*") != text.npos || text.find(".+") != text.npos) return true;
  return text.find_first_of("()[]{}|\\") != text.npos;
}

/// What stands between the slashes or the anchors.
std::string_view RegexCore(std::string_view text) {
  if (text.size() >= 2 && text.starts_with('/') && text.ends_with('/')) text = text.substr(1, text.size() - 2);
  if (text.starts_with('^')) text.remove_prefix(1);
  if (text.ends_with('$') && !text.ends_with("\\$")) text.remove_suffix(1);
  return text;
}

std::string RegexOfGlob(std::string_view glob, int& captures) {
  std::string regex = "^";
  for (std::size_t begin = 0; begin <= glob.size();) {
    const std::size_t star = std::min(glob.find('*', begin), glob.size());
    regex += re2::RE2::QuoteMeta(re2::StringPiece(glob.data() + begin, star - begin));
    if (star < glob.size()) {
      regex += "(.*)";
      ++captures;
    }
    begin = star + 1;
  }
  regex += "$";
  return regex;
}

absl::Status CheckText(std::string_view text) {
  if (text.empty()) return Wrong("must not be empty");
  if (text.size() > static_cast<std::size_t>(kMaxPatternLength)) return Wrong("must be at most 1000 bytes");
  if (std::any_of(text.begin(), text.end(), IsControl)) return Wrong("must not hold control characters");
  return absl::OkStatus();
}

absl::Status CheckRegex(NamePattern& pattern) {
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(kMaxPatternMemory);
  options.set_dot_nl(true);
  const re2::RE2 regex(pattern.regex, options);
  if (!regex.ok()) return Wrong("is no regular expression: " + regex.error());
  pattern.captures = regex.NumberOfCapturingGroups();
  if (pattern.captures > kMaxCaptures) return Wrong("captures more than 9 parts");
  return absl::OkStatus();
}

bool IsRegex(std::string_view text) {
  return (text.size() >= 2 && text.starts_with('/') && text.ends_with('/')) || LooksLikeRegex(text);
}

}  // namespace

absl::StatusOr<NamePattern> ParseNamePattern(std::string_view text) {
  if (absl::Status status = CheckText(text); !status.ok()) return status;
  NamePattern pattern;
  pattern.text = text;
  if (IsRegex(text)) {
    pattern.kind = PatternKind::kRegex;
    // The group keeps "a|b" whole between the anchors.
    pattern.regex = "^(?:";
    pattern.regex += RegexCore(text);
    pattern.regex += ")$";
  } else if (text.find('*') != text.npos) {
    pattern.kind = PatternKind::kGlob;
    pattern.regex = RegexOfGlob(text, pattern.captures);
  } else {
    return pattern;
  }
  if (absl::Status status = CheckRegex(pattern); !status.ok()) return status;
  return pattern;
}

std::string ExpandTemplate(std::string_view text, std::string_view name, const std::vector<std::string>& captures) {
  std::string expanded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$' || i + 1 == text.size()) {
      expanded += text[i];
      continue;
    }
    const char what = text[++i];
    if (what == '$') expanded += '$';
    if (what == '0') expanded += name;
    const auto part = static_cast<std::size_t>(what - '1');
    if (what >= '1' && what <= '9' && part < captures.size()) expanded += captures[part];
  }
  return expanded;
}

absl::Status CheckTemplate(std::string_view text, const NamePattern& pattern) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$') continue;
    const char what = ++i < text.size() ? text[i] : ' ';
    if (what == '$' || what == '0') continue;
    if (what < '1' || what > '9') return Wrong("has a $ that is followed by none of $, 0 and 1 to 9; write $$ for a $");
    if (what - '0' <= pattern.captures) continue;
    std::string message = "asks for $";
    message += what;
    message += ", but \"" + pattern.text + "\" captures " + std::to_string(pattern.captures);
    message += pattern.captures == 1 ? " part" : " parts";
    return Wrong(std::move(message));
  }
  return absl::OkStatus();
}

}  // namespace signalbox
