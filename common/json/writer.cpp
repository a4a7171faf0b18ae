#include "common/json/writer.h"

#include <cassert>
#include <charconv>
#include <cmath>
#include <cstring>

#include "common/json/utf8.h"

namespace signalbox::json {
namespace {

// The letter after the backslash, 'u' for a \u00XX escape, 0 where no escape is needed.
char EscapeOf(unsigned char c) {
  switch (c) {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return c < 0x20 ? 'u' : 0;
  }
}

void AppendEscape(std::string& out, char letter, unsigned char c) {
  constexpr char kHex[] = "0123456789abcdef";
  out.push_back('\\');
  out.push_back(letter);
  if (letter == 'u') out.append({'0', '0', kHex[c >> 4], kHex[c & 15]});
}

// Eight bytes at once: subtracting from each sets its highest bit where it is too small. A borrow may show bytes that
// are none, but only beside one that is.
constexpr std::uint64_t kEach = 0x0101010101010101;
constexpr std::uint64_t kTop = 0x8080808080808080;

bool MayNeedEscape(std::uint64_t eight) {
  const std::uint64_t quotes = eight ^ (kEach * '"');
  const std::uint64_t backslashes = eight ^ (kEach * '\\');
  const std::uint64_t below = (eight - kEach * 0x20) & ~eight;
  return ((below | ((quotes - kEach) & ~quotes) | ((backslashes - kEach) & ~backslashes)) & kTop) != 0;
}

// Where the next byte that must be escaped stands, or the size.
std::size_t FindEscape(std::string_view text, std::size_t from) {
  std::uint64_t eight = 0;
  while (from + sizeof eight <= text.size()) {
    std::memcpy(&eight, text.data() + from, sizeof eight);
    if (MayNeedEscape(eight)) break;
    from += sizeof eight;
  }
  while (from < text.size() && EscapeOf(static_cast<unsigned char>(text[from])) == 0) ++from;
  return from;
}

void AppendEscaped(std::string& out, std::string_view valid) {
  std::size_t run = 0;
  for (std::size_t at = FindEscape(valid, 0); at < valid.size(); at = FindEscape(valid, at + 1)) {
    const auto c = static_cast<unsigned char>(valid[at]);
    out.append(valid, run, at - run);
    AppendEscape(out, EscapeOf(c), c);
    run = at + 1;
  }
  out.append(valid, run);
}

}  // namespace

void AppendString(std::string& out, std::string_view text) {
  out.push_back('"');
  if (IsUtf8(text)) {
    AppendEscaped(out, text);
  } else {
    AppendEscaped(out, RepairUtf8(text));
  }
  out.push_back('"');
}

void AppendNumber(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char digits[32];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, result.ptr);
}

// With an eighth more, as quotes and names of fields take more room in one dialect than in another.
void Writer::Expect(std::size_t bytes) {
  constexpr std::size_t kLong = std::size_t{64} << 10;
  if (bytes >= kLong) out_.reserve(bytes + bytes / 8);
}

void Writer::BeforeValue() {
  if (comma_) out_.push_back(',');
  comma_ = true;
}

Writer& Writer::Begin(char bracket) {
  BeforeValue();
  out_.push_back(bracket);
  open_.push_back(bracket);
  comma_ = false;
  return *this;
}

Writer& Writer::End(char bracket) {
  assert(!open_.empty() && open_.back() == (bracket == '}' ? '{' : '['));
  open_.pop_back();
  out_.push_back(bracket);
  comma_ = true;
  return *this;
}

Writer& Writer::BeginObject() {
  return Begin('{');
}
Writer& Writer::EndObject() {
  return End('}');
}
Writer& Writer::BeginArray() {
  return Begin('[');
}
Writer& Writer::EndArray() {
  return End(']');
}

Writer& Writer::Key(std::string_view name) {
  assert(!open_.empty() && open_.back() == '{');
  BeforeValue();
  AppendString(out_, name);
  out_.push_back(':');
  comma_ = false;
  return *this;
}

Writer& Writer::String(std::string_view text) {
  BeforeValue();
  AppendString(out_, text);
  return *this;
}

Writer& Writer::Int(std::int64_t value) {
  BeforeValue();
  char digits[24];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  out_.append(digits, result.ptr);
  return *this;
}

Writer& Writer::Number(double value) {
  BeforeValue();
  AppendNumber(out_, value);
  return *this;
}

Writer& Writer::Bool(bool value) {
  return Raw(value ? "true" : "false");
}
Writer& Writer::Null() {
  return Raw("null");
}

Writer& Writer::Raw(std::string_view json) {
  BeforeValue();
  out_ += json;
  return *this;
}

}  // namespace signalbox::json
