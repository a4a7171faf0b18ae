#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox::billing {

/// Builds the text of a PostgreSQL array, element by element: {1,2,3} or {"a","b"}.
class ArrayText {
 public:
  void Add(std::int64_t value) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    Next().append(digits, end);
  }
  void Add(bool value) { Next() += value ? 't' : 'f'; }
  void Add(std::string_view value);
  void AddNull() { Next() += "NULL"; }

  /// The finished text; the object is done for.
  std::string Take() {
    text_ += '}';
    return std::move(text_);
  }

 private:
  std::string& Next() {
    if (text_.size() > 1) text_ += ',';
    return text_;
  }

  std::string text_ = "{";
};

}  // namespace signalbox::billing
