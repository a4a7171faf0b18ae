#include "common/json/document.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "common/json/malformed.h"
#include "common/json/scalar.h"
#include "common/json/token_index.h"

namespace signalbox::json {

// Walks the tokens once and lays down one node per value. Steps return false after the first fault, which `fault_` then
// holds: a status per value would double the time.
//
// Advance and Add run once or twice for each token and are all but free only without a call: hence the attributes.
class DocumentBuilder {
 public:
  DocumentBuilder(Document& document, const Limits& limits)
      : document_(document), text_(document.text_), limits_(limits), index_(document.text_) {}

  absl::Status Build() {
    Advance();
    Advance();
    const char first = Here();
    if (!fault_.ok()) return fault_;
    if (first == '\0') return Malformed("unexpected end", text_.size());
    if (first != '{' && first != '[') return Malformed("neither an object nor an array", at_);
    if (!AddValue(0) || !fault_.ok()) return fault_;
    return at_ < text_.size() ? Malformed("more after the end", at_) : absl::OkStatus();
  }

 private:
  char Here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  [[gnu::always_inline]] void Advance() {
    at_ = next_;
    if (token_ == tokens_end_) TakePiece();
    next_ = token_ == tokens_end_ ? text_.size() : base_ + *token_++;
  }

  [[gnu::noinline]] void TakePiece() {
    absl::StatusOr<TokenIndex::Piece> piece = fault_.ok() ? index_.Next() : TokenIndex::Piece{};
    if (!piece.ok()) fault_ = piece.status();
    const TokenIndex::Piece taken = piece.ok() ? *piece : TokenIndex::Piece{};
    base_ = taken.base;
    token_ = taken.offsets.data();
    tokens_end_ = token_ + taken.offsets.size();
    // Every value but the first has a comma or a colon, or its container's brackets; a later piece is like the first.
    const std::size_t values = taken.offsets.size() / 2 + 2;
    Reserve(size_ + values * (size_ == 0 ? text_.size() / TokenIndex::kPieceBytes + 1 : 1));
  }

  void Reserve(std::size_t values) {
    values = std::min(values, limits_.max_values);
    if (values > document_.capacity_) {
      document_.Grow(std::max(values, std::min<std::size_t>(2 * size_, limits_.max_values)), size_);
    }
    nodes_ = document_.nodes_.get();
    room_ = std::min(document_.capacity_, limits_.max_values);
  }

  // A fault of the text itself comes before one of what was made of it.
  bool Fail(std::string_view what, std::size_t offset) {
    if (fault_.ok()) fault_ = Malformed(what, offset);
    return false;
  }

  bool Unexpected() { return Fail(at_ < text_.size() ? "unexpected token" : "unexpected end", at_); }

  [[gnu::always_inline]] bool Add(std::size_t begin, std::size_t end, Type type, bool escaped = false) {
    if (size_ == room_ && !MakeRoom(begin)) return false;
    nodes_[size_] = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), size_ + 1, type, escaped};
    ++size_;
    return true;
  }

  [[gnu::noinline]] bool MakeRoom(std::size_t begin) {
    if (size_ >= limits_.max_values)
      return Fail(fmt::format("more than {} names and values", limits_.max_values), begin);
    Reserve(size_ + 64);
    return true;
  }

  // The string or word looked at: white space may stand between it and the next token.
  std::string_view Token() const { return TrimEnd(text_.substr(at_, next_ - at_)); }

  bool Close(std::uint32_t index) {
    nodes_[index].end = static_cast<std::uint32_t>(at_ + 1);
    nodes_[index].next = size_;
    Advance();
    return true;
  }

  bool AddObject(int depth) {
    const std::uint32_t index = size_;
    if (depth > limits_.max_depth) return Fail("nested too deep", at_);
    if (++objects_ > limits_.max_objects) return Fail(fmt::format("more than {} objects", limits_.max_objects), at_);
    if (!Add(at_, at_, Type::kObject)) return false;
    Advance();
    if (Here() == '}') return Close(index);
    while (AddMember(depth)) {
      if (Here() == '}') return Close(index);
      if (Here() != ',') return Unexpected();
      Advance();
    }
    return false;
  }

  bool AddMember(int depth) {
    if (Here() != '"') return Unexpected();
    if (!AddString()) return false;
    if (Here() != ':') return Unexpected();
    Advance();
    return AddValue(depth);
  }

  bool AddArray(int depth) {
    const std::uint32_t index = size_;
    if (depth > limits_.max_depth) return Fail("nested too deep", at_);
    if (!Add(at_, at_, Type::kArray)) return false;
    Advance();
    if (Here() == ']') return Close(index);
    while (AddValue(depth)) {
      if (Here() == ']') return Close(index);
      if (Here() != ',') return Unexpected();
      Advance();
    }
    return false;
  }

  bool AddValue(int depth) {
    switch (Here()) {
      case '{':
        return AddObject(depth + 1);
      case '[':
        return AddArray(depth + 1);
      case '"':
        return AddString();
      default:
        return AddWord();
    }
  }

  // Most strings have no escape, so the next backslash of the whole text is looked for once and not in every string.
  bool AddString() {
    const std::string_view quoted = Token();
    if (backslash_ < at_) backslash_ = std::min(text_.find('\\', at_), text_.size());
    const bool escaped = backslash_ < at_ + quoted.size();
    if (!Add(at_, at_ + quoted.size(), Type::kString, escaped)) return false;
    const std::size_t bad = escaped ? FindBadEscape(quoted, backslash_ - at_) : std::string_view::npos;
    if (bad != std::string_view::npos) return Fail("wrong escape in a string", at_ + bad);
    Advance();
    return true;
  }

  bool AddWord() {
    if (at_ >= text_.size()) return Unexpected();
    const std::string_view word = Token();
    Type type = Type::kNumber;
    if (word == "null") {
      type = Type::kNull;
    } else if (word == "true" || word == "false") {
      type = Type::kBool;
    } else if (!IsNumberToken(word)) {
      return Unexpected();
    }
    if (!Add(at_, at_ + word.size(), type)) return false;
    Advance();
    return true;
  }

  Document& document_;
  const std::string_view text_;
  const Limits& limits_;
  Document::Node* nodes_ = nullptr;
  std::uint32_t size_ = 0;  // Nodes so far, and how many there may be without asking for more.
  std::size_t room_ = 0;
  TokenIndex index_;
  std::size_t base_ = 0;  // Of the piece whose tokens follow.
  const std::uint32_t* token_ = nullptr;
  const std::uint32_t* tokens_end_ = nullptr;
  std::size_t at_ = 0;  // The token looked at, and the one after it; the text's size at the end.
  std::size_t next_ = 0;
  std::size_t backslash_ = 0;  // None stands between the string looked at and this place.
  std::size_t objects_ = 0;
  absl::Status fault_;
};

void Document::Grow(std::size_t capacity, std::size_t used) {
  auto nodes = std::make_unique_for_overwrite<Node[]>(capacity);
  std::copy_n(nodes_.get(), used, nodes.get());
  nodes_ = std::move(nodes);
  capacity_ = capacity;
}

absl::Status Document::Read(std::string_view text, const Limits& limits) {
  text_ = text;
  if (text.size() >= std::numeric_limits<std::uint32_t>::max()) return Malformed("too long", 0);
  return DocumentBuilder(*this, limits).Build();
}

}  // namespace signalbox::json
