#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <vector>

#include "common/json/document.h"
#include "common/json/utf8.h"

namespace signalbox::json {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

std::uint32_t HexOf(std::string_view four) {
  std::uint32_t unit = 0;
  std::from_chars(four.data(), four.data() + 4, unit, 16);
  return unit;
}

bool IsHighSurrogate(std::uint32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool IsLowSurrogate(std::uint32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

// Reads \uXXXX, and the second half of a pair if it follows, off the front of `rest`.
std::uint32_t TakeCodePoint(std::string_view& rest) {
  const std::uint32_t first = HexOf(rest.substr(2, 4));
  rest.remove_prefix(6);
  if (!IsHighSurrogate(first)) return IsLowSurrogate(first) ? kReplacement : first;
  if (rest.size() < 6 || rest[0] != '\\' || rest[1] != 'u') return kReplacement;
  const std::uint32_t second = HexOf(rest.substr(2, 4));
  if (!IsLowSurrogate(second)) return kReplacement;
  rest.remove_prefix(6);
  return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

char PlainEscape(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return letter;
  }
}

// `rest` is what stands between the quotes; its escapes have been checked.
void Unescape(std::string_view rest, std::string& out) {
  while (true) {
    const std::size_t plain = std::min(rest.find('\\'), rest.size());
    out += rest.substr(0, plain);
    rest.remove_prefix(plain);
    if (rest.empty()) return;
    if (rest[1] == 'u') {
      AppendUtf8(out, TakeCodePoint(rest));
    } else {
      out.push_back(PlainEscape(rest[1]));
      rest.remove_prefix(2);
    }
  }
}

std::int64_t CountPlain(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

template <typename T>
std::optional<T> Parse(std::string_view text) {
  T value{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

// Up to so many names each is held against those before it; more are sorted.
constexpr std::size_t kFewNames = 12;

std::optional<std::string> RepeatedNameOfMany(Value object) {
  std::vector<std::string> escaped;
  std::vector<std::string_view> names;
  for (const auto [key, value] : object.members()) {
    if (const auto name = key.Verbatim()) {
      names.push_back(*name);
    } else {
      escaped.push_back(key.Text());
    }
  }
  names.insert(names.end(), escaped.begin(), escaped.end());
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return std::nullopt;
  return std::string(*twice);
}

}  // namespace

Value::Elements Value::elements() const {
  return {Elements::Iterator(document_, index_ + 1), Elements::Iterator(document_, document_->nodes_[index_].next)};
}

Value::Members Value::members() const {
  return {Members::Iterator(document_, index_ + 1), Members::Iterator(document_, document_->nodes_[index_].next)};
}

bool Value::Empty() const {
  return document_->nodes_[index_].next == index_ + 1;
}

std::optional<Value> Value::Find(std::string_view name) const {
  for (const auto [key, value] : members()) {
    if (key.Is(name)) return value;
  }
  return std::nullopt;
}

void Value::AppendText(std::string& out) const {
  std::string_view inner = raw();
  inner = inner.substr(1, inner.size() - 2);
  if (document_->nodes_[index_].escaped) {
    Unescape(inner, out);
  } else {
    out += inner;
  }
}

std::string Value::Text() const {
  std::string text;
  AppendText(text);
  return text;
}

std::int64_t Value::CountCharacters() const {
  if (document_->nodes_[index_].escaped) return CountPlain(Text());
  return CountPlain(raw()) - 2;
}

std::optional<bool> Value::Bool() const {
  if (type() != Type::kBool) return std::nullopt;
  return raw() == "true";
}

std::optional<std::int64_t> Value::Int() const {
  if (!IsNumber()) return std::nullopt;
  return Parse<std::int64_t>(raw());
}

std::optional<double> Value::Number() const {
  if (!IsNumber()) return std::nullopt;
  return Parse<double>(raw());
}

std::optional<std::string> RepeatedName(Value object) {
  std::array<std::string_view, kFewNames> seen;
  std::size_t count = 0;
  for (const auto [key, value] : object.members()) {
    const auto name = key.Verbatim();
    if (!name || count == seen.size()) return RepeatedNameOfMany(object);
    const auto end = seen.begin() + static_cast<std::ptrdiff_t>(count);
    if (std::find(seen.begin(), end, *name) != end) return std::string(*name);
    seen[count++] = *name;
  }
  return std::nullopt;
}

}  // namespace signalbox::json
