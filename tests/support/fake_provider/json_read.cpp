#include "tests/support/fake_provider/json_read.h"

#include <algorithm>

#include "common/status/error.h"

namespace signalbox::fake_provider {

absl::Status Invalid(std::string_view message, std::string_view where) {
  return Error(absl::StatusCode::kInvalidArgument, where, message);
}

std::optional<json::Value> MemberAt(json::Value object, std::string_view name) {
  return object.IsObject() ? object.Find(name) : std::nullopt;
}

std::string TextAt(json::Value object, std::string_view name) {
  const auto member = MemberAt(object, name);
  return member && member->IsString() ? member->Text() : std::string();
}

bool FlagAt(json::Value object, std::string_view name) {
  const auto member = MemberAt(object, name);
  return member && member->Bool() == true;
}

std::optional<json::Value> ObjectAt(json::Value object, std::string_view name) {
  const auto member = MemberAt(object, name);
  return member && member->IsObject() ? member : std::nullopt;
}

std::optional<json::Value> ArrayAt(json::Value object, std::string_view name) {
  const auto member = MemberAt(object, name);
  return member && member->IsArray() ? member : std::nullopt;
}

std::vector<std::string> TextsOf(json::Value array) {
  std::vector<std::string> texts;
  for (const json::Value element : array.elements()) {
    if (element.IsString()) texts.push_back(element.Text());
  }
  return texts;
}

std::optional<std::string> UnknownName(json::Value object, const std::vector<std::string_view>& known) {
  for (const auto& [key, value] : object.members()) {
    if (std::none_of(known.begin(), known.end(), [&key = key](std::string_view name) { return key.Is(name); })) {
      return key.Text();
    }
  }
  return std::nullopt;
}

bool IsName(std::string_view text, std::size_t max, std::string_view also) {
  const auto allowed = [also](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           also.find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= max && std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace signalbox::fake_provider
