#include "common/status/error.h"

#include <absl/strings/cord.h>

namespace signalbox {
namespace {

constexpr char kReasonUrl[] = "signalbox/reason";
constexpr char kMetadataUrl[] = "signalbox/metadata";

// Key and value lines alternate; neither may contain a line break, which Pack() replaces.
std::string Line(std::string text) {
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  text.push_back('\n');
  return text;
}

std::string Pack(const ErrorMetadata& metadata) {
  std::string packed;
  for (const auto& [key, value] : metadata) packed += Line(key) + Line(value);
  return packed;
}

std::string TakeLine(std::string& packed) {
  const size_t end = packed.find('\n');
  std::string line = packed.substr(0, end);
  packed.erase(0, end == std::string::npos ? end : end + 1);
  return line;
}

}  // namespace

absl::Status Error(absl::StatusCode code, std::string_view reason, std::string_view message,
                   const ErrorMetadata& metadata) {
  absl::Status status(code, absl::string_view(message.data(), message.size()));
  if (!reason.empty()) status.SetPayload(kReasonUrl, absl::Cord(absl::string_view(reason.data(), reason.size())));
  if (!metadata.empty()) status.SetPayload(kMetadataUrl, absl::Cord(Pack(metadata)));
  return status;
}

std::string ReasonOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kReasonUrl);
  return payload ? std::string(*payload) : std::string();
}

ErrorMetadata MetadataOf(const absl::Status& status) {
  ErrorMetadata metadata;
  const auto payload = status.GetPayload(kMetadataUrl);
  if (!payload) return metadata;
  std::string packed(*payload);
  while (!packed.empty()) {
    std::string key = TakeLine(packed);
    metadata[std::move(key)] = TakeLine(packed);
  }
  return metadata;
}

std::string MessageOf(const absl::Status& status) {
  return std::string(status.message().data(), status.message().size());
}

}  // namespace signalbox
