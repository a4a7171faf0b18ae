// Any bytes as JSON: what is taken and what is refused is what another reader takes and refuses, and every value stands
// where it is said to stand.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "tests/fuzz/input.h"

namespace signalbox::fuzz {
namespace {

using Other = nlohmann::json;

// The other reader's events. Duplicate names and numbers beyond a double are JSON to both; depth is counted here.
class Depth : public nlohmann::json_sax<Other> {
 public:
  int deepest() const { return deepest_; }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool key(string_t&) override { return true; }
  bool start_object(std::size_t) override { return Deeper(); }
  bool end_object() override { return Higher(); }
  bool start_array(std::size_t) override { return Deeper(); }
  bool end_array() override { return Higher(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
    out_of_range_ = error.id == kOutOfRange;
    return false;
  }
  bool out_of_range() const { return out_of_range_; }

 private:
  static constexpr int kOutOfRange = 406;

  bool Deeper() {
    deepest_ = std::max(deepest_, ++depth_);
    return true;
  }
  bool Higher() {
    --depth_;
    return true;
  }

  int depth_ = 0;
  int deepest_ = 0;
  bool out_of_range_ = false;
};

void Visit(json::Value value, std::string_view text) {
  Require(value.raw() == text.substr(value.begin_offset(), value.end_offset() - value.begin_offset()));
  if (value.IsObject()) {
    for (const auto& [key, member] : value.members()) {
      Require(value.Find(key.Text()).has_value());
      Visit(member, text);
    }
  } else if (value.IsArray()) {
    for (const json::Value element : value.elements()) Visit(element, text);
  } else if (value.IsString()) {
    const std::string said = value.Text();
    std::string quoted;
    json::AppendString(quoted, said);
    json::Document again;
    const std::string list = '[' + quoted + ']';
    Require(again.Read(list).ok());
    Require((*again.root().elements().begin()).Text() == said && value.Is(said));
  } else if (value.IsNumber()) {
    Require(!value.Int() || value.Number());
  }
}

bool IsContainer(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && (text[first] == '{' || text[first] == '[');
}

// Half a pair of surrogates is a string to us alone.
bool MayHoldSurrogates(std::string_view text) {
  return text.find("\\ud") != text.npos || text.find("\\uD") != text.npos;
}

}  // namespace
}  // namespace signalbox::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signalbox;
  const std::string_view text = fuzz::TextOf(data, size);
  json::Document document;
  const bool taken = document.Read(text).ok();
  if (taken) fuzz::Visit(document.root(), text);

  fuzz::Depth other;
  const bool other_takes = fuzz::Other::sax_parse(text, &other);
  // The other reader refuses numbers beyond a double, skips a byte order mark and ends at a zero.
  if (other.out_of_range() || text.starts_with("\xEF\xBB\xBF") || text.find('\0') != text.npos) return 0;
  if (!fuzz::IsContainer(text) || fuzz::MayHoldSurrogates(text)) return 0;
  fuzz::Require(taken == (other_takes && other.deepest() <= json::Limits().max_depth));
  return 0;
}
