#include "gateway/inference/preferences.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::gateway {
namespace {

constexpr int kMaxTags = 16;
constexpr std::size_t kMaxTagLength = 64;
constexpr std::size_t kMaxDeploymentLength = 512;
constexpr int kMostAttempts = 20;

absl::Status Wrong(std::string_view header, std::string_view what) {
  std::string message(header);
  message += ' ';
  message += what;
  return Error(absl::StatusCode::kInvalidArgument, "", std::move(message), {{"field", std::string(header)}});
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

absl::Status ReadTags(std::string_view list, router::v1::RoutePreferences& preferences) {
  constexpr std::string_view kHeader = "x-signalbox-tags";
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view tag = Trimmed(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    if (tag.empty()) continue;
    if (tag.size() > kMaxTagLength) return Wrong(kHeader, "holds a tag of more than 64 characters");
    if (preferences.tags_size() == kMaxTags) return Wrong(kHeader, "holds more than 16 tags");
    preferences.add_tags(std::string(tag));
  }
  return absl::OkStatus();
}

absl::Status ReadMaxAttempts(std::string_view text, router::v1::RoutePreferences& preferences) {
  if (text.empty()) return absl::OkStatus();
  int attempts = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, attempts);
  if (error != std::errc() || rest != end || attempts < 1 || attempts > kMostAttempts) {
    return Wrong("x-signalbox-max-attempts", "must be a number from 1 to 20");
  }
  preferences.set_max_attempts(attempts);
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadPreferences(const http::Request& request, router::v1::RoutePreferences& preferences) {
  RETURN_IF_ERROR(ReadTags(request.Header("x-signalbox-tags"), preferences));
  const std::string_view deployment = Trimmed(request.Header("x-signalbox-deployment"));
  if (deployment.size() > kMaxDeploymentLength) {
    return Wrong("x-signalbox-deployment", "is longer than 512 characters");
  }
  preferences.set_deployment(std::string(deployment));
  const std::string_view fallbacks = Trimmed(request.Header("x-signalbox-fallbacks"));
  if (!fallbacks.empty() && fallbacks != "on" && fallbacks != "off") {
    return Wrong("x-signalbox-fallbacks", "must be on or off");
  }
  preferences.set_no_fallbacks(fallbacks == "off");
  return ReadMaxAttempts(request.Header("x-signalbox-max-attempts"), preferences);
}

}  // namespace signalbox::gateway
