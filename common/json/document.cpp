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
    std::memcpy(bytes.get(), text.data(), text.size());
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
class DocumentBuilder {
 public:
  DocumentBuilder(Document& document, const Limits& limits, const char* base)
      : text_(document.text_), nodes_(document.nodes_), limits_(limits), base_(base) {}

  absl::Status Build(ondemand::document& parsed) {
    parsed_ = &parsed;
    const std::size_t begin = text_.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return Malformed("nothing here", 0);
    if (text_[begin] == '{') {
      RETURN_IF_ERROR(AddObject(begin, parsed.get_object(), 1));
    } else if (text_[begin] == '[') {
      RETURN_IF_ERROR(AddArray(begin, parsed.get_array(), 1));
    } else {
      return Malformed("neither an object nor an array", begin);
    }
    const char* rest = nullptr;
    const bool more = parsed.current_location().get(rest) == simdjson::SUCCESS;
    return more ? Malformed("more after the end", Offset(rest)) : absl::OkStatus();
  }

 private:
  std::size_t Offset(const char* place) const {
    return std::min(static_cast<std::size_t>(place - base_), text_.size());
  }

  absl::Status Broken(simdjson::error_code code) {
    const char* place = nullptr;
    if (parsed_->current_location().get(place) != simdjson::SUCCESS) place = base_ + text_.size();
    const bool cut = code == simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
    return Malformed(cut ? "unexpected end" : "unexpected token", cut ? text_.size() : Offset(place));
  }

  // Lays down an open node. The end is known when everything in it has been walked.
  absl::StatusOr<std::uint32_t> Open(std::size_t begin, Type type) {
    if (nodes_.size() >= limits_.max_values) return Malformed("too many values", begin);
    nodes_.push_back({static_cast<std::uint32_t>(begin), 0, 0, type, false});
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }

  void Close(std::uint32_t index, std::size_t end) {
    nodes_[index].end = static_cast<std::uint32_t>(end);
    nodes_[index].next = static_cast<std::uint32_t>(nodes_.size());
  }

  // The end of the container just walked: the bracket before the next token.
  std::size_t EndOfContainer() {
    const char* next = nullptr;
    const std::size_t limit = parsed_->current_location().get(next) == simdjson::SUCCESS ? Offset(next) : text_.size();
    return TrimEnd(text_.substr(0, limit)).size();
  }

  absl::Status AddObject(std::size_t begin, simdjson::simdjson_result<ondemand::object> result, int depth) {
    ondemand::object object;
    if (const auto code = std::move(result).get(object)) return Broken(code);
    if (depth > limits_.max_depth) return Malformed("nested too deep", begin);
    ASSIGN_OR_RETURN(const std::uint32_t index, Open(begin, Type::kObject));
    for (auto entry : object) {
      ondemand::field field;
      if (const auto code = std::move(entry).get(field)) return Broken(code);
      RETURN_IF_ERROR(AddKey(field));
      RETURN_IF_ERROR(AddValue(field.value(), depth));
    }
    Close(index, EndOfContainer());
    return absl::OkStatus();
  }

  absl::Status AddArray(std::size_t begin, simdjson::simdjson_result<ondemand::array> result, int depth) {
    ondemand::array array;
    if (const auto code = std::move(result).get(array)) return Broken(code);
    if (depth > limits_.max_depth) return Malformed("nested too deep", begin);
    ASSIGN_OR_RETURN(const std::uint32_t index, Open(begin, Type::kArray));
    for (auto entry : array) {
      ondemand::value value;
      if (const auto code = std::move(entry).get(value)) return Broken(code);
      RETURN_IF_ERROR(AddValue(value, depth));
    }
    Close(index, EndOfContainer());
    return absl::OkStatus();
  }

  // The library says where a key begins but not where it ends: between it and the value stand a colon and white space.
  absl::Status AddKey(ondemand::field& field) {
    const std::size_t begin = Offset(field.key().raw()) - 1;
    const std::size_t value = Offset(field.value().raw_json_token().data());
    const std::size_t colon = text_.find_last_of(':', value);
    return AddString(begin, TrimEnd(text_.substr(0, colon)).size());
  }

  absl::Status AddValue(ondemand::value& value, int depth) {
    const std::string_view token = value.raw_json_token();
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

  absl::Status AddString(std::size_t begin, std::size_t end) {
    ASSIGN_OR_RETURN(const std::uint32_t index, Open(begin, Type::kString));
    const std::size_t bad = FindBadEscape(text_.substr(begin, end - begin), nodes_[index].escaped);
    if (bad != std::string_view::npos) return Malformed("wrong escape in a string", begin + bad);
    Close(index, end);
    return absl::OkStatus();
  }

  absl::Status AddWord(std::size_t begin, std::string_view word) {
    Type type = Type::kNumber;
    if (word == "null") {
      type = Type::kNull;
    } else if (word == "true" || word == "false") {
      type = Type::kBool;
    } else if (!IsNumberToken(word)) {
      return Malformed("unexpected token", begin);
    }
    ASSIGN_OR_RETURN(const std::uint32_t index, Open(begin, type));
    Close(index, begin + word.size());
    return absl::OkStatus();
  }

  const std::string_view text_;
  std::vector<Document::Node>& nodes_;
  const Limits& limits_;
  const char* const base_;
  ondemand::document* parsed_ = nullptr;
};

absl::Status Document::Read(std::string_view text, const Limits& limits) {
  text_ = text;
  nodes_.clear();
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
