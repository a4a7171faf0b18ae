#include "common/json/document.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <memory>

#include <fmt/format.h>
#include <simdjson.h>

#include "common/json/scalar.h"
#include "common/json/utf8.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::json {

namespace ondemand = simdjson::ondemand;

namespace {

absl::Status Malformed(std::string_view what, std::size_t offset) {
  return Error(absl::StatusCode::kInvalidArgument, "", fmt::format("invalid JSON at byte {}: {}", offset, what));
}

// simdjson reads past the end of its input and needs an index as long as it: both are kept for the next text, unless
// they have grown large, so that one huge body does not stay with its thread for ever.
struct Workspace {
  static constexpr std::size_t kKept = std::size_t{256} << 10;

  ondemand::parser parser;
  std::unique_ptr<char[]> bytes;
  std::size_t capacity = 0;

  absl::Status Load(std::string_view text) {
    if (!bytes || capacity < text.size()) {
      capacity = std::max<std::size_t>(4096, std::bit_ceil(text.size()));
      bytes.reset(new char[capacity + simdjson::SIMDJSON_PADDING]);
      if (parser.allocate(capacity) != simdjson::SUCCESS) {
        capacity = 0;
        return Error(absl::StatusCode::kResourceExhausted, "", "out of memory for a JSON text");
      }
    }
    text.copy(bytes.get(), text.size());  // Unlike memcpy, also for a view of nothing.
    std::memset(bytes.get() + text.size(), 0, simdjson::SIMDJSON_PADDING);
    return absl::OkStatus();
  }
};

// Faults that the library finds before it knows a place.
absl::Status ExplainIndexing(std::string_view text, simdjson::error_code code) {
  if (code == simdjson::UTF8_ERROR) return Malformed("not UTF-8", FirstInvalidUtf8(text));
  bool inside = false;
  std::size_t opened = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (inside && static_cast<unsigned char>(text[i]) < 0x20) return Malformed("control character in a string", i);
    if (inside && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      inside = !inside;
      opened = i;
    }
  }
  return inside ? Malformed("string without an end", opened) : Malformed("unexpected end", text.size());
}

}  // namespace

// Walks the library's index once and lays down one node per value. The library checks brackets, commas and colons as it
// is walked; escapes of strings and the spelling of scalars it leaves to whoever reads them, so they are checked here.
// Steps return false after the first fault, which `fault` then holds: a status per value would double the time.
class DocumentBuilder {
 public:
  DocumentBuilder(Document& document, const Limits& limits, const char* base)
      : text_(document.text_), nodes_(document.nodes_), limits_(limits), base_(base) {}

  absl::Status Build(ondemand::document& parsed) {
    parsed_ = &parsed;
    const std::size_t begin = text_.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return Malformed("nothing here", 0);
    if (text_[begin] != '{' && text_[begin] != '[') return Malformed("neither an object nor an array", begin);
    const bool whole = text_[begin] == '{' ? AddObject(begin, parsed.get_object(), 1)  //
                                           : AddArray(begin, parsed.get_array(), 1);
    if (!whole) return fault_;
    const char* rest = nullptr;
    const bool more = parsed.current_location().get(rest) == simdjson::SUCCESS;
    return more ? Malformed("more after the end", Offset(rest)) : absl::OkStatus();
  }

 private:
  std::size_t Offset(const char* place) const {
    return std::min(static_cast<std::size_t>(place - base_), text_.size());
  }

  bool Fail(std::string_view what, std::size_t offset) {
    fault_ = Malformed(what, offset);
    return false;
  }

  bool Broken(simdjson::error_code code) {
    if (code == simdjson::INCOMPLETE_ARRAY_OR_OBJECT) return Fail("unexpected end", text_.size());
    const char* place = nullptr;
    if (parsed_->current_location().get(place) != simdjson::SUCCESS) place = base_ + text_.size();
    return Fail("unexpected token", Offset(place));
  }

  bool Add(std::size_t begin, std::size_t end, Type type) {
    if (nodes_.size() >= limits_.max_values) return Fail("too many values", begin);
    const auto next = static_cast<std::uint32_t>(nodes_.size() + 1);
    nodes_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), next, type, false});
    return true;
  }

  // The end of the container just walked: the bracket before the next token.
  bool Close(std::size_t index) {
    const char* next = nullptr;
    const std::size_t limit = parsed_->current_location().get(next) == simdjson::SUCCESS ? Offset(next) : text_.size();
    nodes_[index].end = static_cast<std::uint32_t>(TrimEnd(text_.substr(0, limit)).size());
    nodes_[index].next = static_cast<std::uint32_t>(nodes_.size());
    return true;
  }

  bool AddObject(std::size_t begin, simdjson::simdjson_result<ondemand::object> result, int depth) {
    const std::size_t index = nodes_.size();
    ondemand::object object;
    if (const auto code = std::move(result).get(object)) return Broken(code);
    if (depth > limits_.max_depth) return Fail("nested too deep", begin);
    if (!Add(begin, begin, Type::kObject)) return false;
    for (auto entry : object) {
      ondemand::field field;
      if (const auto code = std::move(entry).get(field)) return Broken(code);
      if (!AddMember(field, depth)) return false;
    }
    return Close(index);
  }

  bool AddArray(std::size_t begin, simdjson::simdjson_result<ondemand::array> result, int depth) {
    const std::size_t index = nodes_.size();
    ondemand::array array;
    if (const auto code = std::move(result).get(array)) return Broken(code);
    if (depth > limits_.max_depth) return Fail("nested too deep", begin);
    if (!Add(begin, begin, Type::kArray)) return false;
    for (auto entry : array) {
      ondemand::value value;
      if (const auto code = std::move(entry).get(value)) return Broken(code);
      if (!AddValue(value, value.raw_json_token(), depth)) return false;
    }
    return Close(index);
  }

  // The library says where a key begins but not where it ends: between it and the value stand a colon and white space.
  bool AddMember(ondemand::field& field, int depth) {
    const std::size_t begin = Offset(field.key().raw()) - 1;
    const std::string_view token = field.value().raw_json_token();
    const std::size_t colon = text_.find_last_of(':', Offset(token.data()));
    return AddString(begin, TrimEnd(text_.substr(0, colon)).size()) && AddValue(field.value(), token, depth);
  }

  bool AddValue(ondemand::value& value, std::string_view token, int depth) {
    const std::size_t begin = Offset(token.data());
    switch (token.empty() ? '\0' : token[0]) {
      case '{':
        return AddObject(begin, value.get_object(), depth + 1);
      case '[':
        return AddArray(begin, value.get_array(), depth + 1);
      case '"':
        // Taken by hand: a string that is skipped swallows a colon after it, as if it were a key.
        if (const auto code = value.get_raw_json_string().error()) return Broken(code);
        return AddString(begin, begin + TrimEnd(token).size());
      default:
        return AddWord(begin, TrimEnd(token));
    }
  }

  bool AddString(std::size_t begin, std::size_t end) {
    if (!Add(begin, end, Type::kString)) return false;
    const std::size_t bad = FindBadEscape(text_.substr(begin, end - begin), nodes_.back().escaped);
    return bad == std::string_view::npos || Fail("wrong escape in a string", begin + bad);
  }

  bool AddWord(std::size_t begin, std::string_view word) {
    Type type = Type::kNumber;
    if (word == "null") {
      type = Type::kNull;
    } else if (word == "true" || word == "false") {
      type = Type::kBool;
    } else if (!IsNumberToken(word)) {
      return Fail("unexpected token", begin);
    }
    return Add(begin, begin + word.size(), type);
  }

  const std::string_view text_;
  std::vector<Document::Node>& nodes_;
  const Limits& limits_;
  const char* const base_;
  ondemand::document* parsed_ = nullptr;
  absl::Status fault_;
};

absl::Status Document::Read(std::string_view text, const Limits& limits) {
  text_ = text;
  nodes_.clear();
  // A guess that spares an ordinary body the growing, and costs a small one nothing.
  nodes_.reserve(std::min<std::size_t>(text.size() / 48, 4096));
  if (text.size() >= std::numeric_limits<std::uint32_t>::max()) return Malformed("too long", 0);

  thread_local Workspace small;
  Workspace large;
  Workspace& workspace = text.size() <= Workspace::kKept ? small : large;
  RETURN_IF_ERROR(workspace.Load(text));
  const char* const bytes = workspace.bytes.get();

  ondemand::document parsed;
  const std::size_t allocated = workspace.capacity + simdjson::SIMDJSON_PADDING;
  if (const auto code = workspace.parser.iterate(bytes, text.size(), allocated).get(parsed)) {
    return ExplainIndexing(text, code);
  }
  return DocumentBuilder(*this, limits, bytes).Build(parsed);
}

}  // namespace signalbox::json
