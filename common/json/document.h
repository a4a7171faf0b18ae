#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <absl/status/status.h>

namespace signalbox::json {

class Document;

enum class Type : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };

/// One value of a Document and its exact bytes. A small handle: copy it; valid as long as the document and its text.
class Value {
 public:
  class Elements;
  class Members;
  struct Member;

  Type type() const;
  bool IsNull() const { return type() == Type::kNull; }
  bool IsString() const { return type() == Type::kString; }
  bool IsNumber() const { return type() == Type::kNumber; }
  bool IsArray() const { return type() == Type::kArray; }
  bool IsObject() const { return type() == Type::kObject; }

  /// The bytes of the value as they stand in the text, quotes and brackets included, and where they stand.
  std::string_view raw() const;
  std::size_t begin_offset() const;
  std::size_t end_offset() const;

  /// Of an array, in order.
  Elements elements() const;

  /// Of an object, in order, repeated names included.
  Members members() const;

  /// Whether an array or object has nothing in it.
  bool Empty() const;

  /// The first member called `name` of an object.
  std::optional<Value> Find(std::string_view name) const;

  /// A string without quotes and escapes. A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD.
  std::string Text() const;
  void AppendText(std::string& out) const;

  /// What stands between the quotes of a string without escapes, which is its text; nothing when it has any.
  std::optional<std::string_view> Verbatim() const;

  /// Whether this is a string and says `text`.
  bool Is(std::string_view text) const;

  /// Code points of a string. Costs no copy.
  std::int64_t CountCharacters() const;

  /// Of a bool, else nothing.
  std::optional<bool> Bool() const;

  /// Of a number written as an integer that fits, else nothing.
  std::optional<std::int64_t> Int() const;

  /// Of a number within double's range, else nothing.
  std::optional<double> Number() const;

 private:
  friend class Document;
  Value(const Document* document, std::uint32_t index) : document_(document), index_(index) {}

  const Document* document_;
  std::uint32_t index_;
};

/// What a text may be at most.
struct Limits {
  int max_depth = 128;
  std::size_t max_values = std::size_t{4} << 20;   ///< Names and values, each 16 bytes of memory.
  std::size_t max_objects = std::size_t{4} << 20;  ///< Of them.
};

/// A JSON text that was read completely: every byte checked, every value's place known, nothing copied.
///
/// The first Read() allocates; later ones reuse what is there, so a stream keeps one. The text must stay where it is
/// while values are used. One thread at a time.
class Document {
 public:
  /// Reads an object or array. Errors: kInvalidArgument naming the byte where `text` stops being JSON, is not UTF-8,
  /// nests too deep or holds too many values.
  absl::Status Read(std::string_view text, const Limits& limits = {});

  /// The object or array; only after a Read() that succeeded.
  Value root() const { return Value(this, 0); }

 private:
  friend class Value;
  friend class Value::Elements;
  friend class Value::Members;
  friend class DocumentBuilder;

  // A key is a node of its own before its value's.
  struct Node {
    std::uint32_t begin;
    std::uint32_t end;
    std::uint32_t next;  // Index of the node after this one and all it contains.
    Type type;
    bool escaped;  // A string with at least one backslash.
  };

  // Keeps the first `used` nodes.
  void Grow(std::size_t capacity, std::size_t used);

  std::string_view text_;
  std::unique_ptr<Node[]> nodes_;
  std::size_t capacity_ = 0;
};

class Value::Elements {
 public:
  class Iterator {
   public:
    Iterator(const Document* document, std::uint32_t index) : document_(document), index_(index) {}
    Value operator*() const { return Value(document_, index_); }
    Iterator& operator++() {
      index_ = document_->nodes_[index_].next;
      return *this;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const Document* document_;
    std::uint32_t index_;
  };

  Iterator begin() const { return begin_; }
  Iterator end() const { return end_; }

 private:
  friend class Value;
  Elements(Iterator begin, Iterator end) : begin_(begin), end_(end) {}

  Iterator begin_;
  Iterator end_;
};

struct Value::Member {
  Value key;
  Value value;
};

class Value::Members {
 public:
  class Iterator {
   public:
    Iterator(const Document* document, std::uint32_t index) : document_(document), index_(index) {}
    Member operator*() const { return {Value(document_, index_), Value(document_, index_ + 1)}; }
    Iterator& operator++() {
      index_ = document_->nodes_[index_ + 1].next;
      return *this;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const Document* document_;
    std::uint32_t index_;
  };

  Iterator begin() const { return begin_; }
  Iterator end() const { return end_; }

 private:
  friend class Value;
  Members(Iterator begin, Iterator end) : begin_(begin), end_(end) {}

  Iterator begin_;
  Iterator end_;
};

inline Type Value::type() const {
  return document_->nodes_[index_].type;
}
inline std::size_t Value::begin_offset() const {
  return document_->nodes_[index_].begin;
}
inline std::size_t Value::end_offset() const {
  return document_->nodes_[index_].end;
}

inline std::string_view Value::raw() const {
  return document_->text_.substr(begin_offset(), end_offset() - begin_offset());
}

inline std::optional<std::string_view> Value::Verbatim() const {
  if (document_->nodes_[index_].escaped) return std::nullopt;
  const std::string_view quoted = raw();
  return quoted.substr(1, quoted.size() - 2);
}

inline bool Value::Is(std::string_view text) const {
  if (!IsString()) return false;
  const auto verbatim = Verbatim();
  return verbatim ? *verbatim == text : Text() == text;
}

/// The first name that stands in `object` twice, however it is escaped.
std::optional<std::string> RepeatedName(Value object);

}  // namespace signalbox::json
