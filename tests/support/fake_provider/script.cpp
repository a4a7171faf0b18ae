#include "tests/support/fake_provider/script.h"

#include <charconv>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "tests/support/fake_provider/errors.h"

namespace signalbox::fake_provider {
namespace {

constexpr int kMaxCount = 100'000;  // Of tokens, chunks and calls: an answer is built in memory.

template <typename T>
using Parsed = std::optional<T>;

Parsed<int> ParseCount(std::string_view text, int max = kMaxCount) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > max) return std::nullopt;
  return value;
}

Parsed<std::chrono::microseconds> ParseDuration(std::string_view text) {
  static constexpr std::pair<std::string_view, int> kUnits[] = {{"us", 1}, {"ms", 1'000}, {"s", 1'000'000}};
  for (const auto& [unit, microseconds] : kUnits) {
    if (!text.ends_with(unit)) continue;
    const auto count = ParseCount(text.substr(0, text.size() - unit.size()));
    if (count) return std::chrono::microseconds(std::int64_t{*count} * microseconds);
  }
  return std::nullopt;
}

Parsed<bool> ParseBool(std::string_view text) {
  if (text == "yes") return true;
  if (text == "no") return false;
  return std::nullopt;
}

Parsed<Cut> ParseCut(std::string_view text) {
  if (text == "head") return Cut{Cut::Unit::kHead, 0};
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto count = ParseCount(text.substr(colon + 1));
  if (!count) return std::nullopt;
  if (text.substr(0, colon) == "after") return Cut{Cut::Unit::kChunks, *count};
  if (text.substr(0, colon) == "bytes") return Cut{Cut::Unit::kBytes, *count};
  return std::nullopt;
}

Parsed<CutHow> ParseHow(std::string_view text) {
  static const std::map<std::string_view, CutHow> kWords = {{"fin", CutHow::kFin},
                                                            {"rst", CutHow::kReset},
                                                            {"end", CutHow::kEnd},
                                                            {"json", CutHow::kBrokenJson},
                                                            {"sse", CutHow::kBrokenEvent}};
  const auto found = kWords.find(text);
  return found == kWords.end() ? std::nullopt : Parsed<CutHow>(found->second);
}

Parsed<After> ParseAfter(std::string_view text) {
  if (text == "announced") return After::kCloseAnnounced;
  if (text == "silent") return After::kCloseSilently;
  return std::nullopt;
}

Parsed<std::vector<int>> ParseHolds(std::string_view text) {
  std::vector<int> chunks;
  while (true) {
    const size_t plus = text.find('+');
    const auto chunk = ParseCount(text.substr(0, plus));
    if (!chunk) return std::nullopt;
    chunks.push_back(*chunk);
    if (plus == std::string_view::npos) return chunks;
    text.remove_prefix(plus + 1);
  }
}

Parsed<std::string> ParseText(std::string_view text) {
  return std::string(text);
}

Parsed<bool> ParseFixed(std::string_view text) {
  return text == "fixed" ? Parsed<bool>(true) : std::nullopt;
}

Parsed<std::string> ParseError(std::string_view text) {
  return FindError(text) == nullptr ? std::nullopt : Parsed<std::string>(text);
}

Parsed<int> ParsePlainCount(std::string_view text) {
  return ParseCount(text);
}

Parsed<int> ParseStatus(std::string_view text) {
  const auto status = ParseCount(text, 599);
  return status && *status >= 200 ? status : std::nullopt;
}

using Setter = std::function<bool(std::string_view value, Script& script)>;

template <typename Parse, typename Field>
Setter Into(Field Script::*field, Parse parse) {
  return [=](std::string_view value, Script& script) {
    auto parsed = parse(value);
    if (!parsed) return false;
    script.*field = *std::move(parsed);
    return true;
  };
}

const std::map<std::string_view, Setter>& Words() {
  static const std::map<std::string_view, Setter> kWords = {
      {"head", Into(&Script::head, ParseDuration)},
      {"first", Into(&Script::first, ParseDuration)},
      {"gap", Into(&Script::gap, ParseDuration)},
      {"text", Into(&Script::text, ParseText)},
      {"tokens", Into(&Script::tokens, ParsePlainCount)},
      {"tools", Into(&Script::tools, ParsePlainCount)},
      {"reasoning", Into(&Script::reasoning, ParsePlainCount)},
      {"preamble", Into(&Script::preamble, ParseBool)},
      {"signature", Into(&Script::signature, ParseBool)},
      {"redacted", Into(&Script::redacted, ParsePlainCount)},
      {"blocked", Into(&Script::blocked, ParseText)},
      {"ids", Into(&Script::fixed_ids, ParseFixed)},
      {"finish", Into(&Script::finish, ParseText)},
      {"usage", Into(&Script::usage, ParseBool)},
      {"prompt", Into(&Script::prompt_tokens, ParsePlainCount)},
      {"completion", Into(&Script::completion_tokens, ParsePlainCount)},
      {"cached", Into(&Script::cached_tokens, ParsePlainCount)},
      {"cache_write", Into(&Script::cache_write_tokens, ParsePlainCount)},
      {"dimensions", Into(&Script::dimensions, ParsePlainCount)},
      {"base64", Into(&Script::base64, ParseBool)},
      {"expires", Into(&Script::expires, ParsePlainCount)},
      {"strict", Into(&Script::strict, ParseBool)},
      {"done", Into(&Script::done, ParseBool)},
      {"status", Into(&Script::status, ParseStatus)},
      {"error", Into(&Script::error, ParseError)},
      {"retry_after", Into(&Script::retry_after, ParsePlainCount)},
      {"error_after", Into(&Script::error_after, ParsePlainCount)},
      {"cut", Into(&Script::cut, ParseCut)},
      {"how", Into(&Script::how, ParseHow)},
      {"hold", Into(&Script::holds, ParseHolds)},
      {"stall", Into(&Script::stall, ParsePlainCount)},
      {"close", Into(&Script::after, ParseAfter)},
  };
  return kWords;
}

}  // namespace

absl::Status ApplyWord(std::string_view name, std::string_view value, Script& script) {
  const auto word = Words().find(name);
  if (word == Words().end()) {
    return Error(absl::StatusCode::kInvalidArgument, "", fmt::format("no such script word: {}", name));
  }
  if (!word->second(value, script)) {
    return Error(absl::StatusCode::kInvalidArgument, "", fmt::format("script word {} cannot be '{}'", name, value));
  }
  return absl::OkStatus();
}

absl::Status ApplyWords(std::string_view words, Script& script) {
  while (!words.empty()) {
    const size_t end = words.find(';');
    const std::string_view word = words.substr(0, end);
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
    if (word.empty()) continue;
    const size_t equals = word.find('=');
    const std::string_view value = equals == std::string_view::npos ? "" : word.substr(equals + 1);
    RETURN_IF_ERROR(ApplyWord(word.substr(0, equals), value, script));
  }
  return absl::OkStatus();
}

std::pair<std::string_view, std::string_view> SplitModel(std::string_view model) {
  const size_t end = model.find(';');
  if (end == std::string_view::npos) return {model, {}};
  return {model.substr(0, end), model.substr(end + 1)};
}

}  // namespace signalbox::fake_provider
