#include "common/json/token_index.h"

#include <algorithm>
#include <bit>

#include <simdjson.h>

#include "common/json/malformed.h"
#include "common/json/utf8.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::json {
namespace {

constexpr std::string_view kEndsWords = " \t\r\n{}[],:\"";

bool IsControl(char c) {
  return static_cast<unsigned char>(c) < 0x20;
}

// Whether the quote at `at` is escaped: an odd number of backslashes stand before it.
bool IsEscaped(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && text[begin - 1] == '\\') --begin;
  return (at - begin) % 2 == 1;
}

// Both passes are over bytes that are mostly neither: the compiler and the C library do many at once.
std::size_t CountQuotes(std::string_view text) {
  auto quotes = static_cast<std::size_t>(std::count(text.begin(), text.end(), '"'));
  std::size_t at = text.find('\\');
  while (at < text.size()) {
    if (at + 1 < text.size() && text[at + 1] == '"') --quotes;
    at = text.find('\\', at + 2);
  }
  return quotes;
}

std::size_t LastQuote(std::string_view text) {
  std::size_t at = text.rfind('"');
  while (IsEscaped(text, at)) at = text.rfind('"', at - 1);
  return at;
}

// Where `text`, which begins outside of strings, can be cut so that no string and no word is: 0 when one fills it.
std::size_t CutOf(std::string_view text) {
  if (CountQuotes(text) % 2 == 1) return LastQuote(text);
  return text.find_last_of(kEndsWords) + 1;
}

// Faults that the library finds before it knows a place.
absl::Status Explain(std::string_view piece, std::size_t base) {
  bool inside = false;
  std::size_t opened = 0;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (inside && IsControl(piece[i])) return Malformed("control character in a string", base + i);
    if (inside && piece[i] == '\\') {
      ++i;
    } else if (piece[i] == '"') {
      inside = !inside;
      opened = i;
    }
  }
  return inside ? Malformed("string without an end", base + opened) : Malformed("unexpected token", base);
}

}  // namespace

// The library's first stage writes here. It wants room for an index as long as the piece, of which it touches only what
// the tokens need.
struct TokenIndex::Workspace {
  static constexpr std::size_t kKept = std::size_t{256} << 10;

  std::unique_ptr<simdjson::internal::dom_parser_implementation> stages;

  bool Reserve(std::size_t bytes) {
    if (stages && stages->capacity() >= bytes) return true;
    const std::size_t capacity = std::max<std::size_t>(4096, std::bit_ceil(bytes));
    if (!stages) {
      return simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, stages) ==
             simdjson::SUCCESS;
    }
    return stages->allocate(capacity, 1) == simdjson::SUCCESS;
  }
};

TokenIndex::TokenIndex(std::string_view text, std::size_t piece_bytes) : text_(text), piece_bytes_(piece_bytes) {}

TokenIndex::~TokenIndex() = default;

TokenIndex::Workspace& TokenIndex::PrepareWorkspace() {
  thread_local Workspace small;
  if (std::min(text_.size(), piece_bytes_) <= Workspace::kKept) return small;
  if (!own_) own_ = std::make_unique<Workspace>();
  return *own_;
}

absl::StatusOr<TokenIndex::Piece> TokenIndex::Next() {
  while (at_ < text_.size()) {
    std::size_t end = text_.size();
    if (end - at_ > piece_bytes_) {
      const std::size_t cut = CutOf(text_.substr(at_, piece_bytes_));
      if (cut == 0 && text_[at_] == '"') return TakeLongString();
      if (cut == 0) return Malformed("a word too long", at_);
      end = at_ + cut;
    }
    ASSIGN_OR_RETURN(const Piece piece, TakePiece(end));
    if (!piece.offsets.empty()) return piece;
  }
  return Piece{at_, {}};
}

absl::StatusOr<TokenIndex::Piece> TokenIndex::TakePiece(std::size_t end) {
  const std::size_t base = std::exchange(at_, end);
  const std::string_view piece = text_.substr(base, end - base);
  Workspace& workspace = PrepareWorkspace();
  if (!workspace.Reserve(piece.size())) {
    return Error(absl::StatusCode::kResourceExhausted, "", "out of memory for a JSON text");
  }
  simdjson::internal::dom_parser_implementation& stages = *workspace.stages;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(piece.data());
  const simdjson::error_code code = stages.stage1(bytes, piece.size(), simdjson::stage1_mode::regular);
  if (code == simdjson::EMPTY) return Piece{base, {}};
  if (code == simdjson::UTF8_ERROR) return Malformed("not UTF-8", base + FirstInvalidUtf8(piece));
  if (code != simdjson::SUCCESS) return Explain(piece, base);
  return Piece{base, {stages.structural_indexes.get(), stages.n_structural_indexes}};
}

// Of a string that fills a piece only the end is looked for: no index, however long it is.
absl::StatusOr<TokenIndex::Piece> TokenIndex::TakeLongString() {
  static constexpr std::uint32_t kFirst[] = {0};
  const std::string_view rest = text_.substr(at_);
  std::size_t quote = rest.find('"', 1);
  while (quote < rest.size() && IsEscaped(rest, quote)) quote = rest.find('"', quote + 1);
  const std::string_view string = rest.substr(0, quote);
  if (!IsUtf8(string)) return Malformed("not UTF-8", at_ + FirstInvalidUtf8(string));
  const auto control = std::find_if(string.begin(), string.end(), IsControl);
  if (control != string.end()) return Malformed("control character in a string", at_ + (control - string.begin()));
  if (quote == std::string_view::npos) return Malformed("string without an end", at_);
  const std::size_t base = std::exchange(at_, at_ + quote + 1);
  return Piece{base, kFirst};
}

}  // namespace signalbox::json
