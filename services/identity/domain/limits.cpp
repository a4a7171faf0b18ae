#include "services/identity/domain/limits.h"

#include <algorithm>

#include "common/names/name_pattern.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::identity {
namespace {

size_t CountCharacters(std::string_view utf8) {
  return static_cast<size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool IsControl(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

}  // namespace

absl::Status WrongField(std::string_view field, std::string_view message) {
  return Error(absl::StatusCode::kInvalidArgument, "", std::string(field) + ": " + std::string(message),
               {{"field", std::string(field)}});
}

absl::Status CheckText(std::string_view field, std::string_view text, size_t longest) {
  if (CountCharacters(text) > longest) return WrongField(field, "at most " + std::to_string(longest) + " characters");
  if (std::any_of(text.begin(), text.end(), IsControl)) return WrongField(field, "control characters are not allowed");
  return absl::OkStatus();
}

absl::Status CheckOptionalText(std::string_view field, const std::optional<std::string>& text) {
  return text ? CheckText(field, *text, kMaxNameLength) : absl::OkStatus();
}

absl::Status CheckModels(const std::vector<std::string>& models) {
  if (models.size() > kMaxModels) return WrongField("models", "at most " + std::to_string(kMaxModels));
  for (const std::string& model : models) {
    if (model.empty()) return WrongField("models", "a name is empty");
    RETURN_IF_ERROR(CheckText("models", model, kMaxModelLength));
    const absl::StatusOr<NamePattern> pattern = ParseNamePattern(model);
    if (!pattern.ok()) return WrongField("models", "\"" + model + "\" " + MessageOf(pattern.status()));
  }
  return absl::OkStatus();
}

absl::Status CheckMetadata(const std::map<std::string, std::string>& metadata) {
  if (metadata.size() > kMaxMetadataEntries) {
    return WrongField("metadata", "at most " + std::to_string(kMaxMetadataEntries) + " entries");
  }
  for (const auto& [name, value] : metadata) {
    if (name.empty()) return WrongField("metadata", "a name is empty");
    RETURN_IF_ERROR(CheckText("metadata", name, kMaxMetadataName));
    RETURN_IF_ERROR(CheckText("metadata." + name, value, kMaxMetadataValue));
  }
  return absl::OkStatus();
}

}  // namespace signalbox::identity
