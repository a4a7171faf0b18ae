#include "common/dialect/gemini/names.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "common/dialect/field_error.h"

namespace signalbox::dialect::gemini {
namespace {

char Upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool Matches(std::string_view name, std::string_view camel) {
  std::size_t at = 0;
  for (const char c : camel) {
    if (at == name.size()) return false;
    const bool joint = name[at] == '_' && at + 1 < name.size();
    if ((joint ? Upper(name[at + 1]) : name[at]) != c) return false;
    at += joint ? 2 : 1;
  }
  return at == name.size();
}

// What stands between the quotes. Escapes in a name are legal and unheard of: then the text is made, in `copy`.
std::string_view NameOf(json::Value key, std::string& copy) {
  if (const auto name = key.Verbatim()) return *name;
  copy = key.Text();
  return copy;
}

constexpr double kExact = 9007199254740992.0;  // Above it a double skips integers.

std::optional<std::int64_t> ToInt(double number) {
  if (!(std::abs(number) <= kExact) || number != std::floor(number)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

}  // namespace

bool IsField(json::Value key, std::string_view camel) {
  std::string copy;
  return Matches(NameOf(key, copy), camel);
}

std::optional<json::Value> FindField(json::Value object, std::string_view camel) {
  if (!object.IsObject()) return std::nullopt;
  for (const auto [key, value] : object.members()) {
    if (IsField(key, camel)) return value.IsNull() ? std::nullopt : std::optional<json::Value>(value);
  }
  return std::nullopt;
}

std::string CamelCase(std::string_view name) {
  std::string camel;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool joint = name[at] == '_' && at + 1 < name.size();
    camel += joint ? Upper(name[++at]) : name[at];
  }
  return camel;
}

std::string Join(std::string_view path, std::string_view name) {
  std::string joined(path);
  if (!joined.empty()) joined += '.';
  joined += name;
  return joined;
}

std::string ResourceOf(std::string_view model) {
  std::string resource(model.find('/') == model.npos ? "models/" : "");
  resource += model;
  return resource;
}

absl::Status CheckObject(json::Value object, std::string_view path) {
  if (!object.IsObject()) return BadField(path.empty() ? "body" : path, "expected an object");
  bool spelled_both_ways = false;
  for (const auto [key, value] : object.members()) {
    std::string copy;
    const std::string_view name = NameOf(key, copy);
    if (name.empty() || name.find('.') != name.npos) return BadField(Join(path, name), "there is no such field");
    spelled_both_ways = spelled_both_ways || name.find('_') != name.npos;
  }
  if (const auto twice = json::RepeatedName(object)) return BadField(Join(path, *twice), "given twice");
  if (!spelled_both_ways) return absl::OkStatus();

  std::vector<std::string> names;
  for (const auto [key, value] : object.members()) names.push_back(CamelCase(key.Text()));
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  return twice == names.end() ? absl::OkStatus() : BadField(Join(path, *twice), "given twice");
}

std::optional<std::int64_t> IntOf(json::Value value) {
  if (const auto number = value.Int()) return number;
  const auto number = NumberOf(value);
  return number ? ToInt(*number) : std::nullopt;
}

std::optional<double> NumberOf(json::Value value) {
  if (!value.IsString()) return value.Number();
  const std::string text = value.Text();
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

}  // namespace signalbox::dialect::gemini
