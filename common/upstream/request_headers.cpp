#include "common/upstream/request_headers.h"

#include <algorithm>

namespace signalbox::upstream {
namespace {

bool IsTokenCharacter(char c) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kSigns.find(c) != std::string_view::npos;
}

bool IsNamed(std::string_view name, std::string_view lower_case_name) {
  return std::equal(name.begin(), name.end(), lower_case_name.begin(), lower_case_name.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
  });
}

bool IsOfTheConnection(std::string_view name) {
  return IsNamed(name, "content-length") || IsNamed(name, "transfer-encoding") || IsNamed(name, "connection");
}

bool IsOneLine(std::string_view value) {
  using namespace std::string_view_literals;
  return value.find_first_of("\r\n\0"sv) == std::string_view::npos;
}

}  // namespace

bool IsToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsTokenCharacter);
}

bool RequestHeaders::Set(const Request& request) {
  text_.clear();
  starts_.clear();
  bool has_content_type = false;
  for (const auto& [name, value] : request.headers) {
    if (!IsToken(name) || !IsOneLine(value)) return false;
    if (IsOfTheConnection(name)) continue;
    has_content_type = has_content_type || IsNamed(name, "content-type");
    starts_.push_back(text_.size());
    // A name with nothing behind its colon would tell curl to leave the header out.
    text_.append(name).append(value.empty() ? ";" : ": ").append(value).push_back('\0');
  }
  Add("Expect:");  // No waiting for "100 Continue" before a large body.
  if (!has_content_type) Add("Content-Type:");
  nodes_.resize(starts_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    nodes_[i] = {text_.data() + starts_[i], i + 1 < nodes_.size() ? &nodes_[i + 1] : nullptr};
  }
  return true;
}

void RequestHeaders::Add(std::string_view line) {
  starts_.push_back(text_.size());
  text_.append(line).push_back('\0');
}

}  // namespace signalbox::upstream
