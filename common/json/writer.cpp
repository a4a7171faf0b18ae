#include "common/json/writer.h"

#include <cassert>
#include <charconv>
#include <cmath>

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

void AppendEscaped(std::string& out, std::string_view valid) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < valid.size(); ++i) {
    const auto c = static_cast<unsigned char>(valid[i]);
    const char letter = EscapeOf(c);
    if (letter == 0) continue;
    out.append(valid, run, i - run);
    AppendEscape(out, letter, c);
    run = i + 1;
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
