#include "tests/support/fake_provider/http.h"

#include <algorithm>
#include <charconv>

namespace signalbox::fake_provider {
namespace {

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool IsNamed(std::string_view name, std::string_view lower_case_name) {
  return std::equal(name.begin(), name.end(), lower_case_name.begin(), lower_case_name.end(),
                    [](char a, char b) { return Lower(a) == b; });
}

std::string Decode(std::string_view text, char plus) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const bool escaped =
        text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr == text.data() + i + 3;
    out.push_back(escaped ? static_cast<char>(value) : text[i] == '+' ? plus : text[i]);
    if (escaped) i += 2;
  }
  return out;
}

}  // namespace

std::string_view HttpRequest::Header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers) {
    if (IsNamed(name, lower_case_name)) return value;
  }
  return {};
}

std::string_view HttpRequest::Bearer() const {
  const std::string_view value = Header("authorization");
  constexpr std::string_view kBearer = "bearer ";
  const bool is_bearer = value.size() > kBearer.size() && IsNamed(value.substr(0, kBearer.size()), kBearer);
  return is_bearer ? value.substr(kBearer.size()) : std::string_view();
}

std::string DecodeSegment(std::string_view text) {
  return Decode(text, '+');
}

std::string FormValue(std::string_view form, std::string_view name) {
  while (!form.empty()) {
    const std::string_view pair = form.substr(0, form.find('&'));
    form.remove_prefix(std::min(pair.size() + 1, form.size()));
    const std::size_t equals = pair.find('=');
    if (pair.substr(0, equals) != name) continue;
    return equals == std::string_view::npos ? "" : Decode(pair.substr(equals + 1), ' ');
  }
  return {};
}

std::string HttpRequest::Query(std::string_view name) const {
  const std::size_t question = target.find('?');
  return question == std::string_view::npos ? "" : FormValue(target.substr(question + 1), name);
}

}  // namespace signalbox::fake_provider
